using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Starting;

/// <summary>What a newcomer meets: no key, no file, one command.</summary>
public sealed class FirstRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_printed_curl_line_works_as_it_stands_and_the_key_is_printed_once()
    {
        using var home = new WeirHome(new WeirSetup { ClientKey = null, AdminKey = null });
        string line;
        await using (var weir = await WeirProcess.StartAsync(home, Token))
        {
            line = await Eventually.GetAsync("a curl line", () => Task.FromResult(CurlLine(weir.Output)), Token);
            var answer = await RunShellAsync(line);
            Assert.True(answer.ExitCode == 0, answer.ToString());
            Assert.Contains("data: [DONE]", answer.Output, StringComparison.Ordinal);
            Assert.Equal(0, (await weir.StopAsync(Token)).ExitCode);
        }

        await using var again = await WeirProcess.StartAsync(home, Token);
        var key = line.Split("Bearer ")[1].Split('"', '\'')[0];
        Assert.True(key.Length > 30, key);
        Assert.DoesNotContain(key, again.Log, StringComparison.Ordinal);
        using var client = again.CreateClient();
        Assert.Equal(200, (await client.ChatAsync("simulator/echo", Token, headers: ("x-api-key", key))).Status);
    }

    [Fact]
    public async Task A_stop_lets_a_running_stream_finish()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup(), Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route) { Content = ChatCalls.Body("simulator/lorem", stream: true) };
        using var response = await weir.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);

        var stopped = weir.StopAsync(Token);
        var body = await response.Content.ReadAsStringAsync(Token);

        Assert.EndsWith("data: [DONE]\n\n", body, StringComparison.Ordinal);
        Assert.Equal(0, (await stopped).ExitCode);
    }

    private static string? CurlLine(string output)
    {
        var start = output.IndexOf("curl ", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        // The command ends at the first line that does not go on with a backslash.
        var lines = output[start..].Split('\n');
        var length = Array.FindIndex(lines, static line => !line.TrimEnd().EndsWith('\\')) + 1;
        return lines.Length > length ? string.Join('\n', lines[..length]) : null;
    }

    private static Task<CommandResult> RunShellAsync(string line) => ChildProcess.RunAsync(
        "bash",
        ["-c", line],
        new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" },
        Path.GetTempPath(),
        "",
        TimeSpan.FromSeconds(20),
        Token);
}
