using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Clients.OpenCode;

/// <summary>OpenCode, headless, in a project and a home of its own.</summary>
internal sealed class OpenCodeSession : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OpenCodeSession() => Project = _folder.CreateFolder("project");

    /// <summary>The folder it works in.</summary>
    public string Project { get; }

    /// <summary>Runs one prompt to its end. The answer's model is <c>main</c>, the title's <c>title</c>.</summary>
    public Task<CommandResult> RunAsync(string prompt, Endpoint endpoint, CancellationToken cancellationToken)
    {
        var main = endpoint.Model("main");
        var title = endpoint.Model("title");
        var config = $$$"""
            {
              "$schema": "https://opencode.ai/config.json",
              "model": "gateway/{{{main}}}",
              "small_model": "gateway/{{{title}}}",
              "share": "disabled",
              "autoupdate": false,
              "provider": {
                "gateway": {
                  "npm": "@ai-sdk/openai-compatible",
                  "name": "Gateway",
                  "options": {"baseURL": "{{{endpoint.BaseUrl}}}", "apiKey": "{env:GATEWAY_KEY}"},
                  "models": {
                    "{{{main}}}": {"name": "Main", "limit": {"context": 128000, "output": 8000}, "tool_call": true},
                    "{{{title}}}": {"name": "Title", "limit": {"context": 32000, "output": 2000}}
                  }
                }
              }
            }
            """;
        return RunAsync(["run", "--format", "json"], prompt, new Dictionary<string, string> { ["GATEWAY_KEY"] = endpoint.Key, ["OPENCODE_CONFIG_CONTENT"] = config }, cancellationToken);
    }

    /// <summary>Runs a command of OpenCode as it is set up by itself.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="input">What it finds on standard input.</param>
    /// <param name="variables">Variables on top of those that every run gets.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<CommandResult> RunAsync(IEnumerable<string> arguments, string input, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var all = Variables();
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return ChildProcess.RunAsync(NodeKit.OpenCode, arguments, all, Project, input, TimeSpan.FromSeconds(90), cancellationToken);
    }

    /// <summary>The text that OpenCode showed as the answer.</summary>
    public static string Text(CommandResult result) => string.Concat(result.JsonLines()
        .Where(static line => line.GetProperty("type").GetString() == "text")
        .Select(static line => line.GetProperty("part").GetProperty("text").GetString()));

    /// <summary>The tools that OpenCode ran, with what they were given and gave.</summary>
    public static IReadOnlyList<JsonElement> Tools(CommandResult result) =>
        [.. result.JsonLines().Where(static line => line.GetProperty("type").GetString() == "tool_use").Select(static line => line.GetProperty("part"))];

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, string> Variables() => new()
    {
        ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
        ["HOME"] = _folder.CreateFolder("home"),
        ["XDG_CONFIG_HOME"] = _folder.CreateFolder("config"),
        ["XDG_DATA_HOME"] = _folder.CreateFolder("data"),
        ["XDG_STATE_HOME"] = _folder.CreateFolder("state"),
        ["XDG_CACHE_HOME"] = _folder.CreateFolder("cache"),
        ["OPENCODE_DISABLE_MODELS_FETCH"] = "1",
        ["OPENCODE_DISABLE_AUTOUPDATE"] = "1",
        ["OPENCODE_DISABLE_LSP_DOWNLOAD"] = "1",
        ["OPENCODE_DISABLE_DEFAULT_PLUGINS"] = "1",
        ["NO_COLOR"] = "1",
    };
}
