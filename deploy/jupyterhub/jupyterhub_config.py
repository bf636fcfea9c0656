"""JupyterHub: a server of the course, which instructors share, beside the servers of its students."""

c = get_config()  # noqa: F821 - traitlets provides it

COURSE = "recurrent"  # as c.CourseDirectory.course_id in nbgrader_config.py
ACCOUNT = f"grader-{COURSE}"  # owns the course's folder; nobody logs in as it
INSTRUCTORS = ["instructor1", "instructor2"]
STUDENTS = ["student1", "student2"]

c.Authenticator.allowed_users = {*INSTRUCTORS, *STUDENTS}

# nbgrader finds an instructor's courses by groups called formgrade-<course>, a student's by nbgrader-<course>.
c.JupyterHub.load_groups = {
    f"formgrade-{COURSE}": {"users": INSTRUCTORS},
    f"nbgrader-{COURSE}": {"users": STUDENTS},
}
c.JupyterHub.load_roles = [
    {
        "name": f"formgrade-{COURSE}",
        "groups": [f"formgrade-{COURSE}"],
        "scopes": [f"access:services!service={COURSE}", "list:services", f"read:services!service={COURSE}"],
    },
    {"name": "server", "scopes": ["inherit"]},  # so that an instructor's JupyterLab can list the courses
]

c.JupyterHub.services = [
    {
        "name": COURSE,
        "url": "http://127.0.0.1:9999",
        "command": ["jupyterhub-singleuser"],
        "user": ACCOUNT,
        "cwd": f"/home/{ACCOUNT}/course",  # a clone of the project, with nbgrader_config.py in it
        "environment": {"JUPYTERHUB_DEFAULT_URL": "/lab"},
    }
]
