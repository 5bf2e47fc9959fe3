// Mounts the device wall.
