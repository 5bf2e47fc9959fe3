// Mounts the page in one of the wall's frames.
