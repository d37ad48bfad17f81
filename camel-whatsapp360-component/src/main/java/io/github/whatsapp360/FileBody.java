package io.github.whatsapp360;

import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.client.ContentDisposition;
import io.github.whatsapp360.files.MediaFile;
import io.github.whatsapp360.files.TypeHint;
import jakarta.activation.DataHandler;
import java.io.File;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.attachment.Attachment;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;

/** Finds the file in an exchange, in any of the forms that Camel has for files. */
final class FileBody {

    /** The headers with a file name that Camel's object store and file components set in addition to CamelFileName. */
    private static final List<String> KEYS = List.of(
            "CamelFileNameOnly",
            "CamelAwsS3Key",
            "CamelAzureStorageBlobBlobName",
            "CamelGoogleCloudStorageObjectName",
            "CamelMinioObjectName");

    private static final String USED_STREAM = "CamelWhatsapp360UsedStream";

    private final Exchange exchange;
    private final ExchangeOptions options;

    FileBody(Exchange exchange, ExchangeOptions options) {
        this.exchange = exchange;
        this.options = options;
    }

    /**
     * Returns the file in the body, or the only attachment; empty if the body is not a file.
     *
     * @param json true if the Content-Type is JSON, so that the bytes of the body are a message and not a file
     */
    Optional<MediaFile> find(boolean json) {
        Object body = exchange.getMessage().getBody();
        Map<String, Attachment> attachments =
                exchange.getMessage(AttachmentMessage.class).getAttachmentObjects();
        if ((body == null || body instanceof CharSequence || body instanceof char[])
                && attachments != null
                && !attachments.isEmpty()) {
            if (attachments.size() > 1) {
                throw new InvalidMessageException(new Problem(
                        "body",
                        "there are " + attachments.size()
                                + " attachments, but a message can send one only; split them first"));
            }
            Map.Entry<String, Attachment> only =
                    attachments.entrySet().iterator().next();
            return Optional.of(new AttachmentFile(only.getValue().getDataHandler(), only.getKey()));
        }
        return json && !(body instanceof WrappedFile || body instanceof File || body instanceof Path)
                ? Optional.empty()
                : of(body);
    }

    /** Returns the file that a body represents; empty if it is not a file. */
    Optional<MediaFile> of(Object body) {
        if (body instanceof WrappedFile<?> wrapped) {
            return wrapped.getFile() instanceof File || wrapped.getFile() instanceof Path
                    ? of(wrapped.getFile())
                    : of(wrapped.getBody());
        }
        if (body instanceof File file) {
            return Optional.of(MediaFile.of(regular(file.toPath())));
        }
        if (body instanceof Path path) {
            return Optional.of(MediaFile.of(regular(path)));
        }
        if (body instanceof byte[] bytes) {
            return Optional.of(MediaFile.of(bytes, ""));
        }
        if (body instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return Optional.of(MediaFile.of(bytes, ""));
        }
        if (body instanceof StreamCache cache) {
            boolean headersSpeak = cache.length() == 0 && !(options.mediaId() + options.link()).isEmpty();
            return headersSpeak ? Optional.empty() : Optional.of(new StreamCacheFile(cache, exchange));
        }
        if (body instanceof DataHandler data) {
            return Optional.of(new AttachmentFile(data, ""));
        }
        if (body instanceof Attachment attachment) {
            return Optional.of(new AttachmentFile(attachment.getDataHandler(), ""));
        }
        if (body instanceof InputStream stream) {
            return Optional.of(oneShot(stream));
        }
        return Optional.empty();
    }

    /**
     * Returns a file that can be read once. The first attempt uses up a raw stream, so a redelivery with the same
     * stream is refused.
     */
    private MediaFile oneShot(InputStream stream) {
        if (exchange.getProperty(USED_STREAM) == stream) {
            throw new InvalidMessageException(new Problem(
                    "body",
                    "an earlier attempt has read this stream, so the file in it cannot be sent again; use "
                            + "stream caching with spooling, or a File"));
        }
        exchange.setProperty(USED_STREAM, stream);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                IOHelper.close(stream);
            }
        });
        return MediaFile.oneShot(stream, "");
    }

    /**
     * Returns the path of a regular file, or of a file that does not exist. Opening a pipe can block for ever, and a
     * device may have no end.
     *
     * @throws InvalidMessageException if it is a directory, a pipe, a device or a socket
     */
    static Path regular(Path path) {
        if (!Files.isRegularFile(path) && Files.exists(path)) {
            throw new InvalidMessageException(new Problem(
                    "body",
                    Files.isDirectory(path)
                            ? "this is a directory; send the files in it one by one"
                            : "this is a pipe, a device or a socket, which has no length and may have no end; write "
                                    + "its content to a file first"));
        }
        return path;
    }

    /** Returns the names from the route and from the file itself, the best first; each may be empty. */
    List<String> names(MediaFile file) {
        String own = file.name();
        String named = file instanceof AttachmentFile attachment && attachment.isNamed() ? own : "";
        return Stream.concat(
                        Stream.of(named, header(Exchange.FILE_NAME), disposition(), own),
                        KEYS.stream().map(this::header))
                .toList();
    }

    /** Returns the MIME types that the route gives for the file, the best first. */
    List<TypeHint> types(MediaFile file) {
        String own = file instanceof AttachmentFile attachment ? attachment.contentType() : "";
        return List.of(
                new TypeHint(own, "the attachment"),
                new TypeHint(header(Exchange.FILE_CONTENT_TYPE), "the header CamelFileContentType"),
                new TypeHint(header(Exchange.CONTENT_TYPE), "the header Content-Type"));
    }

    /** Returns the file name from the header Content-Disposition of an HTTP answer. */
    private String disposition() {
        return ContentDisposition.filename(header("Content-Disposition"));
    }

    private String header(String name) {
        return exchange.getMessage().getHeader(name, "", String.class);
    }
}
