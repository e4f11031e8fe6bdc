using System.Collections;
using Weir.Catalog.Snapshot;
using Weir.Commands.Config;
using Weir.Commands.Version;
using Weir.Console;
using Weir.Gateway.Admin;
using Weir.Gateway.Hosting;
using Weir.Invocation;
using Weir.Routing.Configuration;
using Weir.Terminal;

namespace Weir;

/// <summary>Puts the program together. What a command needs is made when the command runs, not here.</summary>
internal static class Composition
{
    public static CliContext Create()
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
        return new CliContext
        {
            Terminal = TextTerminal.OfProcess(variables),
            Variables = variables,
            Time = TimeProvider.System,
            WorkingFolder = Environment.CurrentDirectory,
            Http = () => new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) },
            Serve = (serve, token) => ServeAsync(serve, variables, token),
            LocalAdmin = (settings, token) => OfflineGateway.OpenAsync(settings.DataFolder, settings.ConfigFile ?? DefaultConfig(settings.DataFolder), Lookup(variables), ProgramVersion.Text, token),
            Config = new ConfigTools((file, _) => Task.FromResult(Validate(file, variables)), ConfigSchema.Write, Migrate),
        };
    }

    private static async Task<int> ServeAsync(Commands.Serve.ServeOptions serve, Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        await GatewayServer.RunAsync(
            new Gateway.Hosting.ServeOptions
            {
                DataFolder = serve.DataFolder,
                ConfigPath = serve.ConfigFile ?? DefaultConfig(serve.DataFolder),
                Urls = serve.Urls.Count > 0 ? string.Join(';', serve.Urls) : null,
                UrlsVariable = serve.UrlsVariable,
                Environment = Lookup(variables),
                Say = static line => System.Console.Out.WriteLine(line.AsSpan()),
                JsonLogs = variables.GetValueOrDefault("WEIR_LOG") == "json",
                Version = ProgramVersion.Text,
                Pages = ConsoleSite.Map,
            },
            cancellationToken);
        return ExitCodes.Ok;
    }

    /// <summary>Where a weir.yaml is looked for, also later, when none was named or found.</summary>
    private static string DefaultConfig(string dataFolder) => Path.Combine(dataFolder, "weir.yaml");

    private static Func<string, string?> Lookup(Dictionary<string, string> variables) => name => variables.GetValueOrDefault(name);

    private static IReadOnlyList<ConfigNote> Validate(string file, Dictionary<string, string> variables)
    {
        var catalog = SnapshotCatalog.Embedded();
        return [.. ConfigLoader.Load(file, catalog, Lookup(variables)).Problems.Select(ConfigNotes.Of)];
    }

    private static MigratedConfig Migrate(string text, string file, IReadOnlyDictionary<string, string> names)
    {
        try
        {
            return ConfigMigration.Migrate(text, file, SnapshotCatalog.Embedded(), names);
        }
        catch (FormatException exception)
        {
            throw new CliException(ExitCodes.Failed, $"{file}: {exception.Message}", "Correct the old file, then migrate it.");
        }
    }
}
