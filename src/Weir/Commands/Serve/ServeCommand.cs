using System.CommandLine;
using Weir.Invocation;

namespace Weir.Commands.Serve;

/// <summary><c>weir serve</c>, and bare <c>weir</c>.</summary>
internal sealed class ServeCommand : CliCommand
{
    private readonly Option<string[]> _urls = new("--urls")
    {
        Description = "Addresses to listen on, with ; between them. [WEIR_URLS; default http://127.0.0.1:9347]",
        HelpName = "URL",
    };

    public ServeCommand(CliContext context, GlobalOptions options, string name, string description)
        : base(context, options, name, description)
    {
        Add(_urls);
        Examples = ["weir serve", "weir serve --urls http://127.0.0.1:8080 --config weir.yaml"];
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        const string Variable = "WEIR_URLS";
        var named = run.Value(_urls) is { Length: > 0 } given ? given : null;
        var urls = named ?? [run.Context.Variable(Variable) ?? ""];
        return run.Context.Serve(
            new ServeOptions
            {
                Urls = [.. urls.SelectMany(text => text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
                UrlsVariable = named is null ? Variable : null,
                ConfigFile = run.Settings.ConfigFile,
                DataFolder = run.Settings.DataFolder,
            },
            cancellationToken);
    }
}
