using System.Globalization;
using System.Text;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Money;

/// <summary>Where nothing can be booked, nothing that has a budget is sent, and the client is told so in its own dialect. Where only the database is lost, budgets hold on.</summary>
public sealed class LostBooksTests
{
    [Theory]
    [InlineData("v1/chat/completions", """{"model":"sim/echo","messages":[{"role":"user","content":"Hi"}]}""", "\"error\":{\"message\":")]
    [InlineData("v1/responses", """{"model":"sim/echo","input":"Hi"}""", "\"error\":{")]
    [InlineData("v1/messages", """{"model":"sim/echo","max_tokens":20,"messages":[{"role":"user","content":"Hi"}]}""", "\"type\":\"error\"")]
    [InlineData("v1beta/models/sim/echo:generateContent", """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""", "UNAVAILABLE")]
    public async Task A_journal_that_can_not_be_written_is_told_as_503(string path, string body, string word)
    {
        using var home = new WeirHome(new WeirSetup { Config = Config(1) });
        await using var weir = await WeirProcess.StartAsync(home, TestContext.Current.CancellationToken);
        LostJournal.Block(home.DataFolder);

        // The gateway sees that its file is gone when it folds what it wrote there. A request that has its hold by then is not answered without a record.
        var (status, text) = await SendAsync(weir, path, body);
        for (var i = 0; !text.Contains("The budgets can't be kept now", StringComparison.Ordinal) && i < 100; i++)
        {
            Assert.True(status is 200 or 503, $"{status} {text}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
            (status, text) = await SendAsync(weir, path, body);
        }

        Assert.True(status == 503, $"{status} {text}");
        Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.Contains("The budgets can't be kept now", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Budgets_hold_while_the_database_is_broken()
    {
        // Each answer costs its four words at $10 per million tokens, and may cost a hundred of them and the most that its input could be.
        using var home = new WeirHome(new WeirSetup { Config = Config(0.0024m) });
        await using var weir = await WeirProcess.StartAsync(home, TestContext.Current.CancellationToken);
        Destroy(home.DataFolder);

        const string Body = """{"model":"sim/echo","max_tokens":100,"messages":[{"role":"user","content":"one two three four"}]}""";
        var answers = new List<(int Status, string Text)>();
        for (var i = 0; i < 60 && answers.All(static answer => answer.Status == 200); i++)
        {
            answers.Add(await SendAsync(weir, "v1/chat/completions", Body));
        }

        Assert.True(answers.Count > 1, answers[0].Text);
        Assert.True(answers[^1].Status == 402, answers[^1].Text);
    }

    private static string Config(decimal usd) => $$$"""
        version: 2
        providers:
          - {name: sim, type: simulator, models: [{id: echo, cost: {input: 1, output: 10}, limit: {context: 2000, output: 100}}]}
        budgets:
          - {on: gateway, total: {{{usd.ToString(CultureInfo.InvariantCulture)}}}}
        """;

    private static async Task<(int Status, string Text)> SendAsync(WeirProcess weir, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await weir.Http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
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
