package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.Hosting;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The account that sends: what tells it from others, and what it shows of its key. */
class SenderAccountTest {

    private static final String KEY = "a-secret-key";
    private static final SenderAccount ACCOUNT = account(Hosting.CLOUD, "https://service.test", KEY);

    private static final List<SenderAccount> OTHERS = List.of(
            account(Hosting.SANDBOX, "https://service.test", KEY),
            account(Hosting.ON_PREMISE, "https://service.test", KEY),
            account(Hosting.CLOUD, "https://other.test", KEY),
            account(Hosting.CLOUD, "https://service.test", "another-key"));

    @Test
    void hostingAddressAndKeyTellAccountsApart() {
        assertThat(OTHERS).doesNotContain(ACCOUNT);
        assertThat(OTHERS)
                .extracting(other -> other.id())
                .doesNotHaveDuplicates()
                .doesNotContain(ACCOUNT.id());
        assertThat(account(Hosting.CLOUD, "https://service.test", KEY))
                .isEqualTo(ACCOUNT)
                .extracting(equal -> equal.id())
                .isEqualTo(ACCOUNT.id());
    }

    @Test
    void aNameWithinTheAccountDependsOnEachOfItsWords() {
        assertThat(List.of(ACCOUNT.id(), ACCOUNT.id("ab", "c"), ACCOUNT.id("a", "bc"), ACCOUNT.id("abc")))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{64}"));
    }

    @Test
    void nothingThatIsShownContainsTheKey() {
        assertThat(List.of(ACCOUNT.toString(), ACCOUNT.id(), ACCOUNT.shortId(), ACCOUNT.id("word")))
                .noneMatch(shown -> shown.contains(KEY));
        assertThat(ACCOUNT).hasToString("SenderAccount[hosting=CLOUD, serviceUrl=https://service.test, apiKey=xxxxxx]");
    }

    private static SenderAccount account(Hosting hosting, String serviceUrl, String apiKey) {
        return new SenderAccount(hosting, URI.create(serviceUrl), apiKey);
    }
}
