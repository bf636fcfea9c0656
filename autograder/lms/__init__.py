"""The ways to and from a learning management system: its downloads, its grade sheets, feedback under its names."""
