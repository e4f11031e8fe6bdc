using System.Text.Json;
using Weir.Catalog.Snapshot;
using Weir.Commands.Config;
using Weir.Commands.Serve;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Routing.Configuration;
using Weir.Terminal;

namespace Weir.Tests.Invocation;

/// <summary>The command line in a world of its own: folders, variables, a gateway that is made up.</summary>
internal sealed class CliKit : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weir-cli-");

    public FakeAdmin Admin { get; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    public FakeHttp Http { get; } = new();

    public string Input { get; init; } = "";

    public bool Interactive { get; init; }

    public IReadOnlyList<ConfigNote> ConfigNotes { get; init; } = [];

    public ServeOptions? Served { get; private set; }

    public string Folder => _folder.FullName;

    public string DataFolder => Path.Combine(Folder, "data");

    public async Task<CliResult> RunAsync(params string[] arguments) => await RunAsync(CancellationToken.None, arguments);

    public async Task<CliResult> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader(Input);
        var context = new CliContext
        {
            Terminal = new TextTerminal(input, output, error, new TerminalTraits(Interactive, HasColours: false, Width: null)),
            Variables = new Dictionary<string, string>(Variables) { ["WEIR_DATA"] = DataFolder },
            Time = new FixedTime(),
            WorkingFolder = Folder,
            Http = () => Http,
            Serve = (options, _) =>
            {
                Served = options;
                return Task.FromResult(ExitCodes.Ok);
            },
            LocalAdmin = (_, _) => Task.FromResult<IGatewayAdmin>(Admin),
            Config = new ConfigTools((_, _) => Task.FromResult(ConfigNotes), () => "{}", Migrate),
        };
        var code = await CommandLine.RunAsync(context, arguments, cancellationToken);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    /// <summary>The real migration: it needs nothing but a text.</summary>
    private static MigratedConfig Migrate(string text, string file, IReadOnlyDictionary<string, string> names) => ConfigMigration.Migrate(text, file, SnapshotCatalog.Embedded(), names);

    public void Dispose()
    {
        Http.Dispose();
        _folder.Delete(recursive: true);
    }
}

internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }
}

internal sealed class FixedTime : TimeProvider
{
    public static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
