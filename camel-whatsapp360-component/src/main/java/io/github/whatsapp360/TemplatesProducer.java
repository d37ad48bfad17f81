package io.github.whatsapp360;

import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.MessageTemplate;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.client.TemplateApi;
import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.files.MediaFile;
import io.github.whatsapp360.files.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** Lists, gets, creates and deletes the message templates of the account, and uploads their sample files. */
final class TemplatesProducer extends Whatsapp360Producer {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,512}");

    TemplatesProducer(Whatsapp360Endpoint endpoint) {
        super(endpoint);
    }

    @Override
    Operation<?> operation(Exchange exchange, ExchangeOptions options, Body body) {
        Whatsapp360Operation operation = options.operation(Whatsapp360Endpoint.Action.TEMPLATES);
        return switch (operation) {
            case LIST -> list(options.templateFilter());
            case GET -> get(body.namedTemplate());
            case CREATE -> create(body.template());
            case DELETE -> delete(body.namedTemplate());
            case UPLOAD_SAMPLE -> upload(body.upload(), TemporaryFile.of(exchange));
            default -> throw ExchangeOptions.unknown(EnumOption.text(operation), Whatsapp360Endpoint.Action.TEMPLATES);
        };
    }

    private Operation<?> list(Predicate<MessageTemplate> filter) {
        return call(CallKind.TEMPLATES, templates -> new ResultList<>(templates.list(filter)));
    }

    private Operation<?> get(MessageTemplate wanted) {
        return call(CallKind.TEMPLATES, templates -> found(templates, wanted));
    }

    private Operation<?> create(MessageTemplate template) {
        return call(CallKind.TEMPLATE_CHANGE, templates -> templates.create(template));
    }

    private Operation<?> delete(MessageTemplate wanted) {
        return Operation.of(
                caller -> sender().call(
                                CallKind.TEMPLATE_CHANGE, deliveryOptions().retries(), caller, api -> {
                                    delete(api.templates(), wanted);
                                    return wanted;
                                }),
                (exchange, done) -> {});
    }

    private static void delete(TemplateApi templates, MessageTemplate wanted) {
        if (wanted.id().isEmpty() && wanted.language().isEmpty()) {
            templates.delete(wanted.name());
        } else {
            boolean isKnown = !wanted.id().isEmpty() && !wanted.name().isEmpty();
            templates.delete(isKnown ? wanted : found(templates, wanted));
        }
    }

    private static MessageTemplate found(TemplateApi templates, MessageTemplate wanted) {
        if (!wanted.id().isEmpty()) {
            return templates.get(wanted.id());
        }
        List<MessageTemplate> named = templates.list(template -> template.name().equals(wanted.name()));
        List<MessageTemplate> found = named.stream()
                .filter(template ->
                        wanted.language().isEmpty() || template.language().equals(wanted.language()))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        List<String> languages = named.stream().map(MessageTemplate::language).toList();
        throw new InvalidMessageException(new Problem(
                "templateName",
                languages.isEmpty()
                        ? missing(wanted.name())
                        : "the template \"" + wanted.name() + "\" has the languages " + String.join(", ", languages)
                                + "; set one of them as templateLanguage"));
    }

    /** Returns the reason why a template is not there. Only a possible name is quoted; other text may be a message. */
    private static String missing(String name) {
        return NAME.matcher(name).matches()
                ? "there is no template \"" + name + "\""
                : "there is no template of this name; a name has lower-case letters, digits and underscores only";
    }

    /** Uploads a file. A stream, whose size is not known, is written to a temporary file first. */
    private Operation<?> upload(Supplier<Upload> file, TemporaryFile copy) {
        Supplier<Upload> sized = new Supplier<>() {
            private Upload upload;

            @Override
            public synchronized Upload get() {
                if (upload == null) {
                    upload = sized(file.get(), copy);
                }
                return upload;
            }
        };
        return call(CallKind.TEMPLATE_CHANGE, templates -> templates.uploadSample(sized.get()));
    }

    private static Upload sized(Upload upload, TemporaryFile copy) {
        try {
            if (upload.file().length().isPresent()) {
                return upload;
            }
            Path path = copy.get();
            try (InputStream in = upload.file().open()) {
                Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING);
            }
            return new Upload(MediaFile.of(path), upload.kind(), upload.mimeType(), upload.filename());
        } catch (IOException e) {
            throw NotSentException.localFile("The file cannot be read", e);
        }
    }

    private <T> Operation<T> call(CallKind kind, Function<TemplateApi, T> action) {
        return Operation.of(
                caller ->
                        sender().call(kind, deliveryOptions().retries(), caller, api -> action.apply(api.templates())),
                (exchange, answer) -> exchange.getMessage().setBody(answer));
    }
}
