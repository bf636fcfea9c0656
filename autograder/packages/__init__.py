"""An assignment as other places want it: a zip for students, an autograder for Gradescope, a repository for GitHub."""
