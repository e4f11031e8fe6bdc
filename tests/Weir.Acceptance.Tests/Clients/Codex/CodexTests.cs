using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Clients.Codex;

/// <summary>Codex works on models of other dialects than Responses: it streams, runs its own tool and answers from the result, with the model's reasoning sent back.</summary>
public sealed class CodexTests(DialectGateway gateway) : IClassFixture<DialectGateway>
{
    private const string Secret = "the weir is twelve metres long";

    [Fact]
    public async Task It_runs_a_command_for_a_model_of_Anthropic_and_sends_the_signed_thoughts_back()
    {
        using var session = new CodexSession();
        await File.WriteAllTextAsync(Path.Combine(session.Project, "notes.txt"), Secret, TestContext.Current.CancellationToken);
        gateway.Upstream.Play();
        gateway.Upstream.PlayFor(
            "main",
            ScriptedMessages.ToolCall("main", "exec_command", """{"cmd":"cat notes.txt"}"""),
            ScriptedMessages.Text("main", "Twelve metres."),
            ScriptedMessages.Text("main", "Twelve metres."));
        var weir = await gateway.WeirAsync();

        var result = await session.RunAsync("How long is the weir? Look into notes.txt.", weir.Url, weir.ClientKey, "claude/main", TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("Twelve metres.", CodexSession.Items(result, "agent_message")[^1].GetProperty("text").GetString(), StringComparison.Ordinal);
        var asked = gateway.Upstream.Received;
        Assert.Equal(2, asked.Count);
        Assert.All(asked, static request => Assert.Equal("/v1/messages", request.Path));
        Assert.Contains(Secret, asked[1].Text, StringComparison.Ordinal);
        Assert.Contains("c2lnbmF0dXJl", asked[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_runs_a_command_for_a_chat_model()
    {
        using var session = new CodexSession();
        await File.WriteAllTextAsync(Path.Combine(session.Project, "notes.txt"), Secret, TestContext.Current.CancellationToken);
        gateway.Upstream.Play();
        gateway.Upstream.PlayFor("main", ScriptedStream.ToolCall("main", "exec_command", """{"cmd":"cat notes.txt"}"""), ScriptedStream.Text("main", "Twelve metres."));
        var weir = await gateway.WeirAsync();

        var result = await session.RunAsync("How long is the weir? Look into notes.txt.", weir.Url, weir.ClientKey, "chat/main", TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("Twelve metres.", CodexSession.Items(result, "agent_message")[^1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains(Secret, gateway.Upstream.Received[1].Text, StringComparison.Ordinal);
    }
}
