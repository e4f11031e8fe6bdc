using System.Text;

namespace Weir.Credentials.Tests.Stored;

public sealed class StoredCredentialJsonTests
{
    private static readonly StoredCredential Full = new()
    {
        Method = "oauth",
        Provider = "github-copilot",
        Flow = "github",
        Access = new Secret("gho_planted\"\\\n✓"),
        Refresh = new Secret("ghr_planted"),
        ExpiresAt = new DateTimeOffset(2026, 3, 1, 12, 30, 15, 123, TimeSpan.FromHours(2)),
        SavedAt = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
        SignedOut = "Sign in again.",
        Facts = new Dictionary<string, string> { ["host"] = "example.test", ["account_id"] = "42" },
    };

    [Fact]
    public void Everything_comes_back()
    {
        var read = StoredCredentialJson.Read("c", StoredCredentialJson.Write(Full));

        Assert.Equal(Full.Access!.Reveal(), read.Access!.Reveal());
        Assert.Equal(Full.Refresh!.Reveal(), read.Refresh!.Reveal());
        Assert.Equal(Full.Facts, read.Facts);
        Assert.Equal(Full with { Access = null, Refresh = null, Facts = StoredCredential.NoFacts }, read with { Access = null, Refresh = null, Facts = StoredCredential.NoFacts });
    }

    [Fact]
    public void The_least_comes_back()
    {
        var read = StoredCredentialJson.Read("c", StoredCredentialJson.Write(new StoredCredential { Method = "api", Provider = "openai" }));

        Assert.Equal("api", read.Method);
        Assert.Null(read.Access);
        Assert.Null(read.Refresh);
        Assert.Null(read.ExpiresAt);
        Assert.Null(read.SignedOut);
        Assert.Empty(read.Facts);
    }

    [Fact]
    public void Members_of_a_later_Weir_are_passed_over()
    {
        var read = StoredCredentialJson.Read(
            "c", """{"version":1,"later":{"a":[1]},"method":"api","provider":"openai","access":"k","saved_at":"2026-01-02T03:04:05Z","flow":null}"""u8.ToArray());

        Assert.Equal("k", read.Access!.Reveal());
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), read.SavedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sk-planted")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":"1"}""")]
    [InlineData("""{"version":1,"method":"api"}""")]
    [InlineData("""{"version":1,"method":"api","provider":"p","expires_at":"sk-planted"}""")]
    [InlineData("""{"version":1,"method":"api","provider":"p","facts":{"a":1}}""")]
    public void Damage_is_said_without_quoting_it(string text)
    {
        var failure = Assert.Throws<CredentialException>(() => StoredCredentialJson.Read("mine", Encoding.UTF8.GetBytes(text)));

        Assert.Contains("'mine' is damaged", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_version_is_not_guessed_at()
    {
        var failure = Assert.Throws<CredentialException>(() => StoredCredentialJson.Read("mine", """{"version":2}"""u8.ToArray()));

        Assert.Contains("format 2", failure.Message, StringComparison.Ordinal);
    }
}
