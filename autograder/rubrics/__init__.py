"""What is asked: one pytest file an assignment, a class an exercise, a test function a part with its points.

A rubric says which programs to run and which values have to agree. It imports pytest, torch and the standard library
only, and it holds no expected numbers: those come from the solution. How to write one is told in `autograder.judge`,
which gives it the fixtures `ask` and `draw` and the marks `exercise` and `points`.
"""
