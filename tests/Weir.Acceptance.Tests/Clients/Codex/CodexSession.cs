using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Clients.Codex;

/// <summary>Codex CLI, headless, in a project and a home of its own.</summary>
internal sealed class CodexSession : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CodexSession() => Project = _folder.CreateFolder("project");

    /// <summary>The folder it works in.</summary>
    public string Project { get; }

    /// <summary>Runs one prompt to its end, with leave to run commands.</summary>
    public async Task<CommandResult> RunAsync(string prompt, Uri gateway, string key, string model, CancellationToken cancellationToken, bool webSockets = false)
    {
        var home = _folder.CreateFolder("codex");
        await File.WriteAllTextAsync(
            Path.Combine(home, "config.toml"),
            $$"""
            model = "{{model}}"
            model_provider = "gateway"
            check_for_update_on_startup = false

            [model_providers.gateway]
            name = "Gateway"
            base_url = "{{new Uri(gateway, "v1").AbsoluteUri}}"
            env_key = "GATEWAY_KEY"
            wire_api = "responses"
            supports_websockets = {{(webSockets ? "true" : "false")}}
            request_max_retries = 0
            stream_max_retries = 0

            [analytics]
            enabled = false

            [features]
            plugins = false
            apps = false
            """,
            cancellationToken);
        return await ChildProcess.RunAsync(
            NodeKit.Codex,
            ["exec", "--json", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "-"],
            new Dictionary<string, string>
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
                ["HOME"] = _folder.CreateFolder("home"),
                ["CODEX_HOME"] = home,
                ["GATEWAY_KEY"] = key,
                ["NO_COLOR"] = "1",
            },
            Project,
            prompt,
            TimeSpan.FromSeconds(120),
            cancellationToken);
    }

    /// <summary>The items that Codex finished, of one kind.</summary>
    public static IReadOnlyList<JsonElement> Items(CommandResult result, string type) =>
    [
        .. result.JsonLines()
            .Where(static line => line.GetProperty("type").GetString() == "item.completed")
            .Select(static line => line.GetProperty("item"))
            .Where(item => item.GetProperty("type").GetString() == type),
    ];

    public void Dispose() => _folder.Dispose();
}
