package io.github.whatsapp360.client;

import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.files.DownloadedMedia;
import io.github.whatsapp360.media.MediaInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** A download in progress. It writes the file to disk, and counts and hashes the bytes. */
final class Download implements Http.Sink, AutoCloseable {

    private final Path target;
    private final OutputStream out;
    private final MessageDigest digest = Sha256.digest();
    private long size;

    Download(Path target) {
        this.target = target;
        try {
            this.out = Files.newOutputStream(target);
        } catch (IOException e) {
            throw LocalFileException.notSent(unwritable(e));
        }
    }

    @Override
    public void write(byte[] buffer, int length) throws LocalFileException {
        digest.update(buffer, 0, length);
        size += length;
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Returns the number of bytes so far. */
    long size() {
        return size;
    }

    /**
     * Compares the downloaded bytes with the size and hash that the service gave.
     *
     * @throws OutcomeUnknownException if they differ
     */
    DownloadedMedia finish(MediaInfo said, Http.Fetched fetched) {
        close();
        String sha256 = Sha256.hex(digest.digest());
        boolean same = said.size().orElse(size) == size
                && (said.sha256().isEmpty() || said.sha256().equals(sha256));
        if (!same) {
            throw new OutcomeUnknownException(
                    "360dialog sent " + size + " bytes that are not the file it described ("
                            + said.size().orElse(size) + " bytes, SHA-256 " + said.sha256() + "); the file is not used",
                    "");
        }
        String mimeType = said.mimeType().isEmpty() ? fetched.contentType() : said.mimeType();
        return new DownloadedMedia(
                MediaInfo.of(said.id(), mimeType).withSize(size).withSha256(sha256),
                target,
                ContentDisposition.filename(fetched.disposition()));
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw LocalFileException.notSent(unwritable(e));
        }
    }

    private LocalFileException unwritable(IOException cause) {
        return new LocalFileException("The download cannot be stored in the folder " + target.getParent(), cause);
    }
}
