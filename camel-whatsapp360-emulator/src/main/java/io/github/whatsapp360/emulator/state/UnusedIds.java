package io.github.whatsapp360.emulator.state;

import io.github.whatsapp360.emulator.chats.Chats;
import io.github.whatsapp360.emulator.media.MediaStore;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** IDs that no message and no file has: a source with a seed begins again with those that it gave before. */
record UnusedIds(Ids source, Chats chats, MediaStore media) implements Ids {

    @Override
    public String messageId() {
        return unused(source::messageId, id -> chats.find(id).isPresent());
    }

    @Override
    public String mediaId() {
        return unused(source::mediaId, id -> media.received(id).isPresent());
    }

    private static String unused(Supplier<String> source, Predicate<String> isUsed) {
        String id = source.get();
        while (isUsed.test(id)) {
            id = source.get();
        }
        return id;
    }
}
