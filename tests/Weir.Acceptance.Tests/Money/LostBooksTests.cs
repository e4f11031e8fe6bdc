using System.Text;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Money;

/// <summary>Without books nothing that has a budget is sent; the client is told so in its own dialect.</summary>
public sealed class LostBooksTests
{
    [Theory]
    [InlineData("v1/chat/completions", """{"model":"sim/echo","messages":[{"role":"user","content":"Hi"}]}""", "\"error\":{\"message\":")]
    [InlineData("v1/responses", """{"model":"sim/echo","input":"Hi"}""", "\"error\":{")]
    [InlineData("v1/messages", """{"model":"sim/echo","max_tokens":20,"messages":[{"role":"user","content":"Hi"}]}""", "\"type\":\"error\"")]
    [InlineData("v1beta/models/sim/echo:generateContent", """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""", "UNAVAILABLE")]
    public async Task A_broken_database_is_told_as_503(string path, string body, string word)
    {
        const string Config = """
            version: 2
            providers:
              - {name: sim, type: simulator, models: [{id: echo, cost: {input: 1, output: 10}, limit: {context: 2000, output: 100}}]}
            budgets:
              - {on: gateway, total: 1}
            """;
        using var home = new WeirHome(new WeirSetup { Config = Config });
        await using var weir = await WeirProcess.StartAsync(home, TestContext.Current.CancellationToken);
        Destroy(home.DataFolder);

        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await weir.Http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True((int)response.StatusCode == 503, $"{(int)response.StatusCode} {text}");
        Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.Contains("The budgets can't be kept now", text, StringComparison.Ordinal);
    }

    /// <summary>Writes over the database in its place, as a failing disk would.</summary>
    private static void Destroy(string dataFolder)
    {
        foreach (var name in (string[])["weir.db", "weir.db-wal"])
        {
            using var file = new FileStream(Path.Combine(dataFolder, name), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            var length = (int)file.Length;
            file.Write(Enumerable.Repeat((byte)0x5A, length).ToArray());
        }
    }
}
