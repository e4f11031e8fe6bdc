using System.Text.Json;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Settings;
using Weir.Gateway.Admin.Work.Settings;

namespace Weir.Gateway.Tests.Admin.Work.Settings;

/// <summary>What goes to somebody who helps: nothing of people, contracts or places on the disk.</summary>
public sealed class DiagnosticsScrubTests
{
    [Theory]
    [InlineData("budgets.user:ada@example.org.monthly", "20")]
    [InlineData("budgets (order)", "user:ada@example.org")]
    [InlineData("console.oidc.allowed_domains", "[example.org, ada]")]
    [InlineData("prices.overrides.model:lab/ada.input", "3.5")]
    [InlineData("providers.lab.headers.x-ada", "(hidden)")]
    [InlineData("providers.lab.variables.ADA_ACCOUNT", "ada-4711")]
    [InlineData("model.key:ada-laptop", "lab/gpt-5")]
    [InlineData("some_day.a_new_key", "ada")]
    public void What_is_not_known_to_be_harmless_is_left_out(string path, string value)
    {
        var entry = Assert.Single(Scrubbed(new SettingEntry { Path = path, Value = value, Source = "file", Place = "weir.yaml:3" }).Values);

        Assert.Equal((path.Split('.', ' ')[0], "(left out)"), (entry.Path, entry.Value));
    }

    [Fact]
    public void Of_addresses_the_host_stays()
    {
        var values = Scrubbed(
            new SettingEntry { Path = "providers.lab.base_url", Value = "https://lab.example.com:8443/accounts/4711/v1", Source = "file", Place = "weir.yaml:3" },
            new SettingEntry { Path = "server.urls", Value = "[http://127.0.0.1:9347/x, h2c://10.0.0.1:80]", Source = "file" }).Values;

        Assert.Equal(["https://lab.example.com:8443", "[http://127.0.0.1:9347, h2c://10.0.0.1:80]"], values.Select(static value => value.Value));
    }

    [Fact]
    public void Who_set_something_and_folders_are_not_told()
    {
        var report = Scrubbed(new SettingEntry { Path = "chains.coding", Value = "{}", Source = "database", Place = "ada" });

        var text = JsonSerializer.Serialize(report, AdminJson.Default.SettingsReport);
        Assert.DoesNotContain("ada", text, StringComparison.Ordinal);
        Assert.Contains("chains.coding", text, StringComparison.Ordinal);
        Assert.Equal(("weir.yaml", 7), (Assert.Single(report.Problems).File, report.Problems[0].Line));
    }

    [Fact]
    public void Many_of_a_block_that_is_left_out_are_one_line() => Assert.Single(Scrubbed(
        new SettingEntry { Path = "budgets.user:a.daily", Value = "1", Source = "file" },
        new SettingEntry { Path = "budgets.user:b.daily", Value = "2", Source = "file" }).Values);

    private static SettingsReport Scrubbed(params SettingEntry[] values) => DiagnosticsScrub.Of(new SettingsReport
    {
        Node = new NodeFacts("0.1.0", true, "http://127.0.0.1:9347", 60, 3, ".NET 10", "Linux", "/home/ada/weir", "SQLite", 1),
        File = "/home/ada/weir.yaml",
        FileExists = true,
        LoadedAt = DateTimeOffset.UnixEpoch,
        CheckedAt = DateTimeOffset.UnixEpoch,
        Problems = [new ConfigNote("error", "/home/ada/weir.yaml", 7, 1, "budgets[0].on", "There is no user ada.", "Add ada.")],
        Catalog = new CatalogFacts(new DateOnly(2026, 1, 1), "models.dev", false, 1, 1),
        Secrets = new SecretStoreFacts("file", "file /home/ada/secrets", "ada may not read it"),
        Values = values,
    });
}
