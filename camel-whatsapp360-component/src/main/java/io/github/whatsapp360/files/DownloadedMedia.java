package io.github.whatsapp360.files;

import io.github.whatsapp360.media.MediaInfo;
import java.nio.file.Path;

/**
 * A completely downloaded file.
 *
 * @param info the service's information about the file
 * @param path the local file
 * @param remoteName the name from the service, which is not a safe path; empty if there is none
 */
public record DownloadedMedia(MediaInfo info, Path path, String remoteName) {

    /**
     * Returns a safe and unique name under which the file can be stored, such as {@code invoice-985569392615996.pdf}:
     * the file's name without unsafe characters, and the media ID; see {@link FileNames}.
     *
     * @param given the name to use; empty for the name from the service
     */
    public String safeName(String given) {
        return FileNames.stored(given.isBlank() ? remoteName : given, info.id(), info.mimeType());
    }

    /**
     * Returns the name of the file for people, such as {@code invoice.pdf}: the file's name without unsafe characters,
     * or else the media ID with the extension of the MIME type. It is not unique.
     *
     * @param given the name to use; empty for the name from the service
     */
    public String filename(String given) {
        return FileNames.of(given.isBlank() ? remoteName : given, info.mimeType(), FileNames.stored("", info.id(), ""));
    }
}
