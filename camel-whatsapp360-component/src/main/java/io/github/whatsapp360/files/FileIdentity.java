package io.github.whatsapp360.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state of a file on disk. If two states are equal and the last change is some seconds old, the bytes are the same.
 *
 * @param path the absolute path
 * @param fileKey the ID of the file in its file system; empty if the file system has none
 * @param size the size in bytes
 * @param lastModified the time of the last write, which a program can also set
 * @param changed the time of the last change of its bytes or attributes, which no program can set; {@link Instant#MAX}
 *     if the file system does not keep that time, so that equal states do not mean equal bytes
 */
public record FileIdentity(Path path, String fileKey, long size, Instant lastModified, Instant changed) {

    /**
     * The file systems that keep the time of the last change. Others report the modification time instead (FAT, sshfs),
     * or the time of a server (network shares).
     */
    private static final Set<String> TELLING =
            Set.of("ext2 ext3 ext4 xfs btrfs zfs f2fs jfs bcachefs tmpfs overlay apfs hfs ufs".split(" "));

    /**
     * The disks by number, with true if the disk keeps that time. Asking the disk takes twenty times as long as reading
     * a file's attributes.
     */
    private static final Map<Object, Boolean> DISKS = new ConcurrentHashMap<>();

    private static final String UNIX = "unix:fileKey,size,lastModifiedTime,ctime,dev";

    /** Returns the current state of a file. */
    static FileIdentity of(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> unix = Files.readAttributes(path, UNIX);
            return new FileIdentity(
                    path.toAbsolutePath(),
                    unix.get("fileKey").toString(),
                    (Long) unix.get("size"),
                    ((FileTime) unix.get("lastModifiedTime")).toInstant(),
                    isTelling(path, unix.get("dev")) ? ((FileTime) unix.get("ctime")).toInstant() : Instant.MAX);
        }
        BasicFileAttributes basic = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileIdentity(
                path.toAbsolutePath(),
                basic.fileKey() == null ? "" : basic.fileKey().toString(),
                basic.size(),
                basic.lastModifiedTime().toInstant(),
                Instant.MAX);
    }

    private static boolean isTelling(Path path, Object disk) {
        return Boolean.TRUE.equals(DISKS.computeIfAbsent(disk, number -> {
            try {
                return TELLING.contains(Files.getFileStore(path).type());
            } catch (IOException | SecurityException e) {
                return null; // not remembered; the next file may give the answer
            }
        }));
    }
}
