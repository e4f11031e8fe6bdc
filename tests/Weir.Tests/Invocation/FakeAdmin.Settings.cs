using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Settings;

namespace Weir.Tests.Invocation;

/// <content>A file of two values, one filled from a variable, and a default.</content>
internal sealed partial class FakeAdmin
{
    public bool ReloadTaken { get; set; } = true;

    public Task<SettingsReport> SettingsAsync(CancellationToken cancellationToken) => Give(Settings());

    public Task<ReloadReport> ReloadAsync(CancellationToken cancellationToken) => Give(ReloadTaken
        ? new ReloadReport(true, "/etc/weir.yaml", 4, 2, [], ["server.urls"])
        : new ReloadReport(false, "/etc/weir.yaml", 3, 2, [new ConfigNote("error", "/etc/weir.yaml", 3, 5, "providers[0].type", "There is no provider \"opnai\".", "Did you mean openai?")], []));

    public Task<DiagnosticsReport> DiagnosticsAsync(CancellationToken cancellationToken) => Give(new DiagnosticsReport
    {
        At = FixedTime.Now,
        Settings = Settings(),
        Process = new ProcessFacts(1, 2, 3, 4, 5),
        Connections = [new ConnectionFacts("lab", "openai", "active", "ready", null, null, 3, 12)],
    });

    private static SettingsReport Settings() => new()
    {
        Node = new NodeFacts("0.1.0", true, "http://127.0.0.1:9347", 60, 3, ".NET 10.0.0", "Linux, X64", "/home/ada/.local/share/weir", "SQLite 3.50.1", 4096),
        File = "/etc/weir.yaml",
        FileExists = true,
        LoadedAt = FixedTime.Now,
        CheckedAt = FixedTime.Now,
        Catalog = new CatalogFacts(new DateOnly(2026, 11, 1), "models.dev", false, 147, 4000),
        Secrets = new SecretStoreFacts("file", "an encrypted file", null),
        Values =
        [
            new() { Path = "providers.lab.api_key", Value = "${LAB_KEY}", Source = "file", Place = "weir.yaml:4", Variables = ["LAB_KEY"] },
            new() { Path = "server.urls", Value = "http://127.0.0.1:9347", Source = "default", NeedsRestart = true },
        ],
    };
}
