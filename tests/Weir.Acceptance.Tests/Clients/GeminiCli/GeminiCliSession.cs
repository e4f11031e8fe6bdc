using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Clients.GeminiCli;

/// <summary>Gemini CLI, headless, in a project and a home of its own.</summary>
internal sealed class GeminiCliSession : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GeminiCliSession() => Project = _folder.CreateFolder("project");

    /// <summary>The folder it works in.</summary>
    public string Project { get; }

    /// <summary>Runs one prompt to its end, with leave to use its tools.</summary>
    public async Task<CommandResult> RunAsync(string prompt, Uri gateway, string key, string model, CancellationToken cancellationToken)
    {
        var home = _folder.CreateFolder("home");
        Directory.CreateDirectory(Path.Combine(home, ".gemini"));
        await File.WriteAllTextAsync(
            Path.Combine(home, ".gemini", "settings.json"),
            """{"security":{"auth":{"selectedType":"gemini-api-key"}},"privacy":{"usageStatisticsEnabled":false},"general":{"enableAutoUpdate":false}}""",
            cancellationToken);
        return await NodeKit.RunGeminiCliAsync(
            ["-m", model, "--approval-mode", "yolo", "--output-format", "json", "-p", prompt],
            new Dictionary<string, string>
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
                ["HOME"] = home,
                ["GOOGLE_GEMINI_BASE_URL"] = gateway.AbsoluteUri.TrimEnd('/'),
                ["GEMINI_API_KEY"] = key,
                ["GEMINI_CLI_TRUST_WORKSPACE"] = "true",
                ["NO_COLOR"] = "1",
            },
            Project,
            cancellationToken);
    }

    public void Dispose() => _folder.Dispose();
}
