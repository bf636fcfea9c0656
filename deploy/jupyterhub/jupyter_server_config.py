"""~/.jupyter/jupyter_server_config.py of the course's account: its JupyterLab may show its own formgrader in a frame."""

c = get_config()  # noqa: F821 - traitlets provides it

c.ServerApp.tornado_settings = {"headers": {"Content-Security-Policy": "frame-ancestors 'self'"}}
