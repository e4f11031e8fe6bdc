using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Clients.Codex;

/// <summary>Codex works on models of other dialects than Responses: it streams, runs its own tools and answers from the results, with the model's signature sent back.</summary>
public sealed class CodexTests(DialectGateway gateway) : IClassFixture<DialectGateway>
{
    private const string Secret = "the weir is twelve metres long";

    [Theory]
    [InlineData("claude")]
    [InlineData("chat")]
    [InlineData("gemini")]
    public async Task It_runs_a_command_and_the_answer_follows(string upstream)
    {
        using var session = new CodexSession();
        await File.WriteAllTextAsync(Path.Combine(session.Project, "notes.txt"), Secret, TestContext.Current.CancellationToken);
        gateway.Upstream.Play(ScriptedTurns.ToolCall(upstream, "exec_command", """{"cmd":"cat notes.txt"}"""), ScriptedTurns.Text(upstream, "Twelve metres."));
        var weir = await gateway.WeirAsync();

        var result = await session.RunAsync("How long is the weir? Look into notes.txt.", weir.Url, weir.ClientKey, upstream + "/main", TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("Twelve metres.", CodexSession.Items(result, "agent_message")[^1].GetProperty("text").GetString(), StringComparison.Ordinal);
        var asked = gateway.Upstream.Received;
        Assert.Equal(2, asked.Count);
        var (path, signature) = ScriptedTurns.Wire(upstream);
        Assert.All(asked, request => Assert.Equal(path, request.Path));
        Assert.Contains(Secret, asked[1].Text, StringComparison.Ordinal);
        Assert.Contains(signature ?? "", asked[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_commands_that_are_called_at_once_both_run()
    {
        using var session = new CodexSession();
        await File.WriteAllTextAsync(Path.Combine(session.Project, "notes.txt"), Secret, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(session.Project, "more.txt"), "and two metres wide", TestContext.Current.CancellationToken);
        gateway.Upstream.Play(
            ScriptedStream.TwoCalls("main", "exec_command", """{"cmd":"cat notes.txt"}""", """{"cmd":"cat more.txt"}"""),
            ScriptedStream.Text("main", "Twelve by two metres."));
        var weir = await gateway.WeirAsync();

        var result = await session.RunAsync("How large is the weir?", weir.Url, weir.ClientKey, "chat/main", TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(2, CodexSession.Items(result, "command_execution").Count);
        var results = gateway.Upstream.Received[1].Json().GetProperty("messages").EnumerateArray().Where(static message => message.GetProperty("role").GetString() == "tool").Select(static message => message.GetRawText()).ToList();
        Assert.Equal(2, results.Count);
        Assert.Contains(Secret, results[0], StringComparison.Ordinal);
        Assert.Contains("two metres wide", results[1], StringComparison.Ordinal);
    }

    /// <summary>Codex finds a tool of a namespace only by both names; other dialects know one name.</summary>
    [Theory]
    [InlineData("claude")]
    [InlineData("chat")]
    [InlineData("gemini")]
    public async Task A_tool_in_a_namespace_is_found_again_when_the_model_calls_it(string upstream)
    {
        using var session = new CodexSession();
        gateway.Upstream.Play(
            ScriptedTurns.ToolCall(upstream, "multi_agent_v1__close_agent", """{"target":"0199a213-81c0-7800-8aa1-bbab2a035a53"}"""),
            ScriptedTurns.Text(upstream, "There is no such agent."));
        var weir = await gateway.WeirAsync();

        var result = await session.RunAsync("Close the agent.", weir.Url, weir.ClientKey, upstream + "/main", TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        var asked = gateway.Upstream.Received;
        Assert.Equal(2, asked.Count);
        Assert.Contains("0199a213-81c0-7800-8aa1-bbab2a035a53 not found", asked[1].Text, StringComparison.Ordinal);
    }
}
