using System.CommandLine;

namespace Weir.Invocation;

/// <summary>The options that every command takes.</summary>
internal sealed class GlobalOptions
{
    private const string FileName = "weir.yaml";

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON document instead of words.", Recursive = true };

    public Option<string?> Config { get; } = new("--config") { Description = "The weir.yaml to use. [WEIR_CONFIG]", HelpName = "FILE", Recursive = true };

    public Option<string?> Data { get; } = new("--data") { Description = "The data folder. [WEIR_DATA]", HelpName = "DIR", Recursive = true };

    public Option<string?> Url { get; } = new("--url") { Description = "Talk to the gateway at this address. [WEIR_URL]", HelpName = "URL", Recursive = true };

    public Option<bool> NoInput { get; } = new("--no-input") { Description = "Never ask; fail where an answer is needed.", Recursive = true };

    public IEnumerable<Option> All => [Json, Config, Data, Url, NoInput];

    /// <summary>The values that hold for one run.</summary>
    /// <exception cref="CliException">A value makes no sense.</exception>
    public CliSettings Read(ParseResult parse, CliContext context)
    {
        var (config, source) = ConfigFile(parse.GetValue(Config), context);
        return new CliSettings
        {
            Json = parse.GetValue(Json),
            NoInput = parse.GetValue(NoInput),
            ConfigFile = config,
            ConfigSource = source,
            DataFolder = Path.GetFullPath(parse.GetValue(Data) ?? context.Variable("WEIR_DATA") ?? DefaultDataFolder(context), context.WorkingFolder),
            Url = GatewayUrl(parse.GetValue(Url) ?? context.Variable("WEIR_URL")),
        };
    }

    private static (string? File, string Source) ConfigFile(string? named, CliContext context)
    {
        if (named is not null)
        {
            return (Path.GetFullPath(named, context.WorkingFolder), "--config");
        }

        if (context.Variable("WEIR_CONFIG") is { } variable)
        {
            return (Path.GetFullPath(variable, context.WorkingFolder), "WEIR_CONFIG");
        }

        var places = new List<string> { Path.Combine(context.WorkingFolder, FileName) };
        if (context.Variable("XDG_CONFIG_HOME") is { } xdg)
        {
            places.Add(Path.Combine(xdg, "weir", FileName));
        }
        else if (context.Variable("HOME") is { } home)
        {
            places.Add(Path.Combine(home, ".config", "weir", FileName));
        }

        return places.Find(File.Exists) is { } found ? (found, "found") : (null, "none");
    }

    private static string DefaultDataFolder(CliContext context)
    {
        if (OperatingSystem.IsLinux() && context.Variable("XDG_DATA_HOME") is { } xdg)
        {
            return Path.Combine(xdg, "weir");
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length > 0
            ? Path.Combine(home, "weir")
            : throw new CliException(ExitCodes.Failed, "No data folder: this user has no home.", "Name one by --data or WEIR_DATA.");
    }

    private static Uri? GatewayUrl(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https")
            ? url
            : throw new CliException(ExitCodes.WrongUsage, $"'{text}' is no address of a gateway.", "Write it like http://127.0.0.1:9347.");
    }
}
