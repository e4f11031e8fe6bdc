using Weir.Credentials.OpenCode;

namespace Weir.Credentials.Tests.OpenCode;

public sealed class OpenCodeAuthTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("weir-opencode-");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public void Every_kind_of_entry_is_read_and_what_does_not_parse_is_passed_over()
    {
        var auth = Of("""
            {"openai":{"type":"api","key":"sk-1","metadata":{"accountId":"a","n":1}},
             "github-copilot":{"type":"oauth","access":"gho_1","refresh":"gho_1","expires":0,"enterpriseUrl":"ghe.example.com"},
             "xai":{"type":"oauth","access":"at","refresh":"rt","expires":1790000000000,"accountId":"acc"},
             "https://gate.example":{"type":"wellknown","key":"GATE_TOKEN","token":"t"},
             "broken":{"type":"api"},"odd":7,"new":{"type":"passkey"}}
            """).Entries;

        Assert.Equal(["github-copilot", "https://gate.example", "openai", "xai"], auth.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("api", "sk-1", "a"), (auth["openai"].Method, auth["openai"].Access!.Reveal(), auth["openai"].Facts["accountId"]));
        Assert.Equal(("oauth", null, "ghe.example.com"), (auth["github-copilot"].Method, auth["github-copilot"].ExpiresAt, auth["github-copilot"].Facts["host"]));
        Assert.Equal((DateTimeOffset.FromUnixTimeMilliseconds(1790000000000), "rt", "acc"), (auth["xai"].ExpiresAt!.Value, auth["xai"].Refresh!.Reveal(), auth["xai"].Facts["account_id"]));
        Assert.Equal(("well-known", "GATE_TOKEN"), (auth["https://gate.example"].Method, auth["https://gate.example"].Facts["variable"]));
    }

    [Fact]
    public void The_file_lies_below_the_data_folder_or_home()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home.FullName, ".local/share/opencode"));
        File.WriteAllText(Path.Combine(folder.FullName, "auth.json"), """{"openai":{"type":"api","key":"sk-2"}}""");

        var atHome = new OpenCodeAuth(name => name == "HOME" ? _home.FullName : null);
        var elsewhere = new OpenCodeAuth(name => name == "XDG_DATA_HOME" ? _home.FullName : name == "HOME" ? "/nowhere" : null);

        Assert.Equal("sk-2", atHome.Find("openai")!.Access!.Reveal());
        Assert.Null(elsewhere.Find("openai"));
        Assert.Null(OpenCodeAuth.None.Find("openai"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("null")]
    public void A_file_that_is_none_is_empty(string text) => Assert.Empty(Of(text).Entries);

    private static OpenCodeAuth Of(string text) => new(name => name == "OPENCODE_AUTH_CONTENT" ? text : null);
}
