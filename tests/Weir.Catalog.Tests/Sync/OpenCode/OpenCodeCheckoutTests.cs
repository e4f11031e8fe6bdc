using Weir.Catalog.Sync;

namespace Weir.Catalog.Tests.Sync.OpenCode;

public sealed class OpenCodeCheckoutTests : IDisposable
{
    private const string XAi = """
        const CLIENT_ID = "new-client"
        const AUTHORIZE_URL = 'https://auth.x.ai/v9/authorize'
        const TOKEN_URL: string = "https://auth.x.ai/v9/token"
        const SCOPE = "openid grok:all"
        const OAUTH_PORT = 56_122
        export const plugin = { methods: [
          { label: "Grok in the browser", type: "oauth", authorize() {} },
          { type: "oauth" as const, label: "Grok elsewhere" },
          { type: "api", label: "Key" } ] }
        """;

    private const string Providers = """
        const BUNDLED_PROVIDERS: Record<string, () => Promise<X>> = {
          "@ai-sdk/openai": () => import("@ai-sdk/openai").then((m) => m.create),
          // "@commented/out": nothing
          "@new/sdk": () => import("@new/sdk").then((m) => ({ inner: m })),
        }
        function custom(dep: Dep): Record<string, Loader> {
          return {
            openai: () => ({ autoload: false, options: { nested: "a, b: {" } }),
            "brand-new": Effect.fn(function* () { return { autoload: true } }),
          }
        }
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("opencode");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Constants_of_a_plugin_correct_the_flows_and_what_is_missing_is_named_and_kept()
    {
        Write("plugin/xai.ts", XAi);
        var result = await SyncAsync("xai", "@ai-sdk/xai");
        var flows = result.ToCatalog().Providers.Single(provider => provider.Id == "xai").Flows;
        Assert.All(flows, flow => Assert.Equal(("new-client", "https://auth.x.ai/v9/token"), (flow.ClientId, flow.TokenUrl)));
        Assert.All(flows, flow => Assert.Equal(["openid", "grok:all"], flow.Scopes));
        Assert.Equal(["Grok in the browser", "Grok elsewhere"], flows.Select(flow => flow.Label));
        Assert.Equal(("https://auth.x.ai/v9/authorize", "http://127.0.0.1:56122/callback"), (flows[0].AuthorizeUrl, flows[0].RedirectUrl));
        Assert.Equal("https://auth.x.ai/oauth2/device/code", flows[1].DeviceUrl);
        Assert.Contains(result.Notes, note => note.Contains("DEVICE_AUTHORIZATION_URL", StringComparison.Ordinal));
        Assert.Contains(result.Notes, note => note.Contains("plugin/openai/codex.ts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plugin_that_moved_is_found_by_a_word_in_it()
    {
        Write("somewhere/else.ts", XAi);
        var result = await SyncAsync("xai", "@ai-sdk/xai");
        Assert.Equal("new-client", result.ToCatalog().Providers.Single(provider => provider.Id == "xai").Flows[0].ClientId);
        Assert.Contains(result.Notes, note => note.Contains("somewhere/else.ts was read instead", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SDKs_and_special_providers_the_tables_do_not_know_are_noted()
    {
        Write("provider/provider.ts", Providers);
        var notes = (await SyncAsync("openai", "@ai-sdk/openai")).Notes;
        Assert.Contains(notes, note => note.Contains("'@new/sdk'", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.Contains("'brand-new'", StringComparison.Ordinal));
        Assert.DoesNotContain(notes, note => note.Contains("'@ai-sdk/openai'", StringComparison.Ordinal) || note.Contains("'openai'", StringComparison.Ordinal));
        Assert.DoesNotContain(notes, note => note.Contains("@commented/out", StringComparison.Ordinal) || note.Contains("'nested'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_version_of_the_checkout_is_in_the_source()
    {
        Write("../package.json", """{"name": "opencode", "version": "1.2.3"}""");
        Assert.Equal("test, OpenCode 1.2.3", (await SyncAsync("xai", "@ai-sdk/xai")).ToCatalog().Info.Source);
    }

    [Fact]
    public async Task An_empty_checkout_changes_no_flow()
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "packages"));
        var with = await SyncAsync("openai", "@ai-sdk/openai");
        var without = await ApiJson.CatalogAsync(ApiJson.Provider("openai", "@ai-sdk/openai"));
        Assert.Empty(Diff.CatalogDiffTests.Texts(without, with.ToCatalog()));
        Assert.NotEmpty(with.Notes);
    }

    [Fact]
    public async Task A_directory_that_is_no_checkout_is_refused()
    {
        var error = await Assert.ThrowsAsync<CatalogSyncException>(() => SyncAsync("xai", "@ai-sdk/xai"));
        Assert.Contains(_root.FullName, error.Message, StringComparison.Ordinal);
    }

    private Task<SyncResult> SyncAsync(string id, string npm) => ApiJson.SyncAsync(ApiJson.Provider(id, npm), _root.FullName);

    private void Write(string path, string text)
    {
        var file = Path.GetFullPath(Path.Combine(_root.FullName, "packages/opencode/src", path));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
