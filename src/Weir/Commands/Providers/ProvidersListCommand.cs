using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;

namespace Weir.Commands.Providers;

internal sealed class ProvidersListCommand : CliCommand
{
    private readonly Option<bool> _all = new("--all") { Description = "Every provider of the catalogue, not only the connected ones." };

    public ProvidersListCommand(CliContext context, GlobalOptions options)
        : base(context, options, "list", "List the providers, connected ones first.")
    {
        Add(_all);
        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = ["weir providers list", "weir providers list --all", "weir providers list --json | jq length"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var providers = await admin.ListProvidersAsync(cancellationToken);
        return run.Show(providers, AdminJson.Default.IReadOnlyListProviderEntry, terminal => Write(terminal, providers, run.Value(_all)));
    }

    private static void Write(ITerminal terminal, IReadOnlyList<ProviderEntry> providers, bool all)
    {
        var connected = providers.Where(provider => IsAtHand(provider)).ToList();
        var table = new TableView("PROVIDER", "NAME", "CONNECTIONS", "KEY FROM", "MODELS>", "STATE");
        foreach (var provider in all ? connected.Concat(providers.Except(connected)) : connected)
        {
            table.Add(provider.Id, provider.Name, string.Join(", ", provider.Connections), provider.Found, $"{provider.Models}", State(provider));
        }

        terminal.Table(table);
        if (!all && providers.Count > connected.Count)
        {
            terminal.Line();
            terminal.Line($"{providers.Count - connected.Count} more in the catalogue: weir providers list --all");
        }
    }

    private static bool IsAtHand(ProviderEntry provider) => provider.Connections.Count > 0 || provider.Found is not null;

    private static Cell State(ProviderEntry provider) => provider switch
    {
        { Served: false } => new(provider.Reason ?? "not served", IsAtHand(provider) ? Tone.Warning : Tone.Faint),
        { Connections.Count: > 0 } => new("connected", Tone.Good),
        _ => new(provider.Variables.Count > 0 ? $"set {provider.Variables[0]}" : "add it to weir.yaml", Tone.Faint),
    };
}
