using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Weir.Credentials;
using Weir.Gateway.Admin.Work.Credentials;
using Weir.Routing;
using Weir.Routing.Snapshots;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.TestKit;

namespace Weir.Gateway.Tests.Guides;

/// <summary>What docs/guides/add-a-provider.md shows is read from the guide itself, and works.</summary>
public sealed partial class AddAProviderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"weir-guide-{Guid.NewGuid():N}");

    public AddAProviderTests() => Directory.CreateDirectory(_folder);

    [Fact]
    public async Task The_block_of_a_provider_makes_a_connection_that_serves()
    {
        var (_, snapshot) = await BuildAsync(Blocks()[0], new() { ["RIVERBANK_API_KEY"] = "key-0123456789" });
        var connection = snapshot.FindConnection("riverbank")!;

        Assert.Null(connection.NotServed);
        Assert.Equal("https://api.riverbank.example/north/v1", connection.BaseUrl!.AbsoluteUri);
        Assert.Equal("RIVERBANK_API_KEY (environment)", connection.Auth.Source);
        Assert.Equal((1.5m, 6m), (connection.Models["river-1"].Price!.Base.Input, connection.Models["river-1"].Price!.Base.Output));
    }

    [Fact]
    public async Task Without_its_key_it_says_how_to_sign_in()
    {
        var (_, snapshot) = await BuildAsync(Blocks()[0], []);

        Assert.Contains("weir auth login riverbank", snapshot.FindConnection("riverbank")!.NotServed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sign_ins_in_its_data_are_offered_beside_the_key()
    {
        var (start, snapshot) = await BuildAsync(Blocks()[1], []);
        var offer = new SignInOffers(start).Of(snapshot.FindConnection("riverbank")!.Provider);

        Assert.Equal(
            [("api", null), ("oauth", "device"), ("oauth", "browser")],
            offer.Methods.Select(static method => (method.Method, method.Flow)).OrderBy(static method => method.Method, StringComparer.Ordinal));
        Assert.Equal(
            ["Riverbank account (code)", "Riverbank account (browser)"],
            offer.Methods.Where(static method => method.Flow is not null).Select(static method => method.Label));
        Assert.Equal(["device-code", "authorization-code"], snapshot.FindConnection("riverbank")!.Provider.Flows.Select(static flow => flow.Grant));
    }

    [Fact]
    public void The_grants_it_names_are_those_that_data_may_name()
    {
        var schema = File.ReadAllText(Path.Combine(Repository.Root.FullName, "docs/weir.schema.json"));

        Assert.All(["device-code", "authorization-code", "implicit"], grant => Assert.True(schema.Contains($"\"{grant}\"", StringComparison.Ordinal) && Guide().Contains($"`{grant}`", StringComparison.Ordinal), grant));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Guide() => File.ReadAllText(Path.Combine(Repository.Root.FullName, "docs/guides/add-a-provider.md"));

    private static IReadOnlyList<string> Blocks() => [.. YamlBlock().Matches(Guide()).Select(static match => match.Groups[1].Value)];

    private async Task<(RoutingStart Start, RoutingSnapshot Snapshot)> BuildAsync(string yaml, Dictionary<string, string> variables)
    {
        var file = Path.Combine(_folder, "weir.yaml");
        File.WriteAllText(file, yaml);
        var start = RoutingStart.Load(file, _folder, variables.GetValueOrDefault);
        await using var services = new ServiceCollection()
            .AddLogging(static logging => logging.ClearProviders())
            .AddSingleton(TimeProvider.System)
            .AddStorage(DataFolder.Open(_folder))
            .AddCredentials(new CredentialOptions(variables.GetValueOrDefault, "file"))
            .BuildServiceProvider();
        return (start, start.Builder(services.GetRequiredService<AuthMethods>()).Build(start.Config, 1));
    }

    [GeneratedRegex(@"^```yaml\r?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
