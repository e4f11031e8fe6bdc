using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Clients.ClaudeCode;

/// <summary>Claude Code works on models that speak another dialect than Anthropic's: it streams, runs its own tool and answers from the result, with the model's signature sent back.</summary>
public sealed class ClaudeCodeTests(DialectGateway gateway) : IClassFixture<DialectGateway>
{
    private const string Secret = "the weir is twelve metres long";
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("gemini")]
    public async Task A_file_is_read_by_a_tool_call_and_the_answer_follows(string upstream)
    {
        using var session = new ClaudeCodeSession();
        var file = Path.Combine(session.Project, "notes.txt");
        await File.WriteAllTextAsync(file, Secret, TestContext.Current.CancellationToken);
        gateway.Upstream.Play(
            ScriptedTurns.ToolCall(upstream, "Read", $$"""{"file_path":"{{JsonEncodedText.Encode(file, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}"""),
            ScriptedTurns.Text(upstream, "Twelve metres."));
        var weir = await gateway.WeirAsync();

        var result = await session.RunAsync("How long is the weir? Look into notes.txt.", weir.Url, weir.ClientKey, upstream + "/main", TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("Twelve metres.", ClaudeCodeSession.Outcome(result).GetProperty("result").GetString(), StringComparison.Ordinal);
        var asked = gateway.Upstream.Received;
        Assert.Equal(2, asked.Count);
        var (path, signature) = ScriptedTurns.Wire(upstream);
        Assert.All(asked, request => Assert.Equal(path, request.Path));
        Assert.DoesNotContain(Secret, asked[0].Text, StringComparison.Ordinal);
        Assert.Contains(Secret, asked[1].Text, StringComparison.Ordinal);
        Assert.Contains(signature ?? "", asked[1].Text, StringComparison.Ordinal);

        // Its user id is some 200 characters long; OpenAI refuses more than 64.
        Assert.DoesNotContain("device_id", asked[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_files_that_are_asked_for_at_once_are_both_read()
    {
        using var session = new ClaudeCodeSession();
        var (notes, more) = (Path.Combine(session.Project, "notes.txt"), Path.Combine(session.Project, "more.txt"));
        await File.WriteAllTextAsync(notes, Secret, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(more, "and two metres wide", TestContext.Current.CancellationToken);
        gateway.Upstream.Play(
            ScriptedStream.TwoCalls("main", "Read", $$"""{"file_path":"{{notes}}"}""", $$"""{"file_path":"{{more}}"}"""),
            ScriptedStream.Text("main", "Twelve by two metres."));
        var weir = await gateway.WeirAsync();

        var result = await session.RunAsync("How large is the weir?", weir.Url, weir.ClientKey, "chat/main", TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        var results = gateway.Upstream.Received[1].Json().GetProperty("messages").EnumerateArray().Where(static message => message.GetProperty("role").GetString() == "tool").Select(static message => message.GetRawText()).ToList();
        Assert.Equal(2, results.Count);

        // Both are read at the same time; whichever is done first comes first.
        Assert.Single(results, static result => result.Contains("call_scripted0", StringComparison.Ordinal) && result.Contains(Secret, StringComparison.Ordinal));
        Assert.Single(results, static result => result.Contains("call_scripted1", StringComparison.Ordinal) && result.Contains("two metres wide", StringComparison.Ordinal));
    }

    /// <summary>A picture that the tool reads goes to the model, also where a tool's result can hold only text.</summary>
    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("gemini")]
    public async Task A_picture_is_read(string upstream)
    {
        using var session = new ClaudeCodeSession();
        var file = Path.Combine(session.Project, "weir.png");
        await File.WriteAllBytesAsync(file, Convert.FromBase64String(Pixel), TestContext.Current.CancellationToken);
        gateway.Upstream.Play(ScriptedTurns.ToolCall(upstream, "Read", $$"""{"file_path":"{{file}}"}"""), ScriptedTurns.Text(upstream, "A red dot."));
        var weir = await gateway.WeirAsync();

        var result = await session.RunAsync("What is in weir.png?", weir.Url, weir.ClientKey, upstream + "/main", TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("A red dot.", ClaudeCodeSession.Outcome(result).GetProperty("result").GetString(), StringComparison.Ordinal);
        Assert.Contains(Pixel[..40], gateway.Upstream.Received[1].Text, StringComparison.Ordinal);
    }

    /// <summary>Claude Code sums up and goes on when it is told in its own words that the context is full, and gives up when it is told in others.</summary>
    [Theory]
    [InlineData("chat", """{"error":{"message":"Your input is beyond us.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""")]
    [InlineData("gemini", """{"error":{"code":400,"message":"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}""")]
    public async Task A_full_context_is_summed_up_and_the_work_goes_on(string upstream, string refusal)
    {
        using var session = new ClaudeCodeSession();
        var file = Path.Combine(session.Project, "notes.txt");
        await File.WriteAllTextAsync(file, Secret, TestContext.Current.CancellationToken);
        gateway.Upstream.Play(
            ScriptedTurns.ToolCall(upstream, "Read", $$"""{"file_path":"{{JsonEncodedText.Encode(file, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}"""),
            UpstreamAnswer.Json(refusal, status: 400),
            ScriptedTurns.Text(upstream, "<summary>The weir was asked for.</summary>"),
            ScriptedTurns.Text(upstream, "Twelve metres."));
        var weir = await gateway.WeirAsync();

        var result = await session.RunAsync("How long is the weir? Look into notes.txt.", weir.Url, weir.ClientKey, upstream + "/main", TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("Twelve metres.", ClaudeCodeSession.Outcome(result).GetProperty("result").GetString(), StringComparison.Ordinal);
        Assert.Contains("compact_boundary", result.Output, StringComparison.Ordinal);
        Assert.Contains("The weir was asked for.", gateway.Upstream.Received[^1].Text, StringComparison.Ordinal);
    }
}
