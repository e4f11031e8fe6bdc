using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Clients.ClaudeCode;

/// <summary>Claude Code, headless, in a project and a home of its own.</summary>
internal sealed class ClaudeCodeSession : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ClaudeCodeSession() => Project = _folder.CreateFolder("project");

    /// <summary>The folder it works in.</summary>
    public string Project { get; }

    /// <summary>Runs one prompt to its end, allowed to read files.</summary>
    public Task<CommandResult> RunAsync(string prompt, Uri gateway, string key, string model, CancellationToken cancellationToken) => ChildProcess.RunAsync(
        NodeKit.ClaudeCode,
        ["-p", "--output-format", "stream-json", "--verbose", "--allowedTools", "Read", "--model", model],
        new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = _folder.CreateFolder("home"),
            ["ANTHROPIC_BASE_URL"] = gateway.AbsoluteUri.TrimEnd('/'),
            ["ANTHROPIC_API_KEY"] = key,
            ["ANTHROPIC_MODEL"] = model,
            ["ANTHROPIC_DEFAULT_OPUS_MODEL"] = model,
            ["ANTHROPIC_DEFAULT_SONNET_MODEL"] = model,
            ["ANTHROPIC_DEFAULT_HAIKU_MODEL"] = model,
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
            ["CLAUDE_CODE_MAX_RETRIES"] = "0",
            ["DISABLE_AUTOUPDATER"] = "1",
            ["NO_COLOR"] = "1",
        },
        Project,
        prompt,
        TimeSpan.FromSeconds(120),
        cancellationToken);

    /// <summary>The result line: the last answer's text.</summary>
    public static JsonElement Outcome(CommandResult result) => result.JsonLines().Last(static line => line.GetProperty("type").GetString() == "result");

    public void Dispose() => _folder.Dispose();
}
