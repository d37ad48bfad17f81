package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers in the forms that servers send. docs/dev/field-cases.md lists the sources. */
class ContentDispositionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "attachment; filename=\"invoice.pdf\" | invoice.pdf",
                "attachment;filename=invoice.pdf | invoice.pdf",
                "ATTACHMENT; FileName = \"invoice.pdf\" | invoice.pdf",
                "attachment; filename=invoice number 7.pdf; size=3 | invoice number 7.pdf",
                "attachment; filename=Smith, John.pdf | Smith, John.pdf",
                "attachment; filename=\"a;b=c.pdf\" | a;b=c.pdf",
                "attachment; filename=\"quote\\\"inside.pdf\" | quote\"inside.pdf",
                "attachment; filename=\"C:\\Users\\me\\invoice.pdf\" | C:\\Users\\me\\invoice.pdf",
                "attachment; filename=\"not closed.pdf | not closed.pdf",
                "filename=bare.pdf | bare.pdf",
                "inline; name=\"filename=x.pdf\"; filename=y.pdf | y.pdf",
                // the extended name wins, in whatever order: RFC 6266; mozilla-mobile/android-components 11054
                "attachment; filename=\"N_mero.pdf\"; filename*=UTF-8''N%C3%BAmero.pdf | Número.pdf",
                "attachment;filename*=utf-8''Java8%2064%E4%BD%8D%2Eexe;filename=\"f3_Java8 64.exe\" | Java8 64位.exe",
                "attachment; filename*=UTF-8''file.txt; | file.txt",
                "attachment; filename*=iso-8859-1'fr'Fran%E7ais.txt | Français.txt",
                "attachment; filename*=Shift_JIS''%93%FA%96%7B.pdf | 日本.pdf",
                "attachment; filename*=Shift_JIS''%83A.pdf | ア.pdf", // the second byte of the character is an A
                // not well-formed: the plain one counts, or what can be read
                "attachment; filename=\"file.png\"; filename*=utf8''file-2.png | file-2.png",
                "attachment; filename=a.pdf; filename*=x-none''b.pdf | a.pdf",
                "attachment; filename=a.pdf; filename*=UTF-8''%zz.pdf | a.pdf",
                "attachment; filename=a.pdf; filename*=b.pdf | a.pdf",
                "atachment;filename*=\"utf-8' '100MB.zip\" | 100MB.zip",
                // the extended form where it does not belong, or without what it needs
                "attachment; filename=UTF-8''N%C3%BAmero.pdf | Número.pdf",
                "attachment; filename=\"UTF-8''N%C3%BAmero.pdf\" | Número.pdf",
                "attachment; filename*=N%C3%BAmero.pdf | Número.pdf",
                "attachment; filename*=''N%C3%BAmero.pdf | Número.pdf",
                "attachment; filename*=UTF-8'N%C3%BAmero.pdf | Número.pdf",
                "attachment; filename*=x-none''b.pdf | b.pdf",
                "attachment; filename*=UTF-8''100%.pdf | 100%.pdf",
                // in several parts: RFC 2231
                "attachment; filename*0=\"Rech\"; filename*1=\"nung.pdf\" | Rechnung.pdf",
                "attachment; filename*1*=%BAmero; filename*0*=UTF-8''N%C3; filename*2=.pdf | Número.pdf",
                "attachment; filename*0=a; filename*1=b.pdf; filename=\"c.pdf\" | c.pdf",
                // no semicolon
                "attachment, filename=invoice.pdf | invoice.pdf",
                "attachment filename=\"invoice.pdf\" | invoice.pdf",
                // browsers decode these too: aria2 425
                "inline; filename=\"%EC%82%AC%EB%B3%B8_-DSC02499.jpg\" | 사본_-DSC02499.jpg",
                "inline; filename=\"100%.jpg\" | 100%.jpg",
                "attachment | ``",
                "attachment; filename= | ``",
                "attachment; filename | ``",
                ";;;=;\"; | ``",
                "`` | ``",
            })
    void theNameIsFound(String header, String name) {
        assertThat(ContentDisposition.filename(header)).isEqualTo(name);
    }

    /** chatwoot 10527, qutebrowser 1724: an HTTP client reads headers as Latin-1. */
    @Test
    void utf8IsUnderstoodThoughHttpKnowsLatin1Only() {
        for (String name : new String[] {"Número.pdf", "日本語.pdf", "Müller 🚀.pdf", "plain.pdf"}) {
            byte[] header = ("attachment; filename=\"" + name + "\"").getBytes(StandardCharsets.UTF_8);
            assertThat(ContentDisposition.filename(new String(header, StandardCharsets.ISO_8859_1)))
                    .isEqualTo(name);
        }
        assertThat(ContentDisposition.filename("attachment; filename=\"M\u00fcller.pdf\""))
                .isEqualTo("Müller.pdf");
    }

    @Test
    void aLongNameIsReadWhole() {
        String name = "a".repeat(2_000_000) + ".pdf";
        assertThat(ContentDisposition.filename("attachment; filename=\"" + name + "\""))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\",
                "\"",
                ";",
                "=",
                "; filename",
                "filename=",
                "\\\"",
                "; filename*=UTF-8''%",
                " ",
                "'",
                ",",
                "; filename*1=x"
            })
    void aHostileHeaderTakesNoTimeAndNoStack(String sign) {
        String header = "attachment; filename=\"" + sign.repeat(1_000_000 / sign.length());
        assertThat(ContentDisposition.filename(header)).hasSizeLessThan(header.length());
    }
}
