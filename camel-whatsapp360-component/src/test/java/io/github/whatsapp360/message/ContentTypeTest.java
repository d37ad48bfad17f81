package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.media.MediaKind;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContentTypeTest {

    @ParameterizedTest
    @EnumSource
    void aRowReadsItsOwnRecord(ContentType type) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("emoji", "");

        Content content = MessageJson.readContent(
                type.word(),
                type == ContentType.CONTACTS
                        ? JsonNodeFactory.instance.arrayNode().add(object)
                        : object);

        assertThat(content.type()).isEqualTo(type.word());
        assertThat(ContentType.of(content)).hasValue(type);
    }

    @ParameterizedTest
    @EnumSource
    void anotherFormThanTheDocumentedOneIsKeptWhole(ContentType type) {
        Content content = MessageJson.readContent(type.word(), JsonNodeFactory.instance.textNode("x"));

        assertThat(content).isInstanceOf(UnknownContent.class);
        assertThat(ContentType.of(content)).isEmpty();
        assertThat(MessageJson.write(content).textValue()).isEqualTo("x");
    }

    @Test
    void everyRecordAndEveryKindOfFileHasARow() {
        Set<Class<?>> records = Arrays.stream(ContentType.values())
                .map(type -> MessageJson.readContent(
                        type.word(),
                        type == ContentType.CONTACTS
                                ? JsonNodeFactory.instance.arrayNode().add(JsonNodeFactory.instance.objectNode())
                                : JsonNodeFactory.instance.objectNode().put("emoji", "")))
                .map(Object::getClass)
                .collect(Collectors.toSet());

        assertThat(Content.class.getPermittedSubclasses())
                .filteredOn(record -> record != UnknownContent.class)
                .allMatch(records::contains);
        assertThat(MediaKind.values())
                .allMatch(kind -> ContentType.ofWord(kind.type()).isPresent());
    }
}
