"""The library behind the book: tasks whose answer is known, training, measurements and figures."""
