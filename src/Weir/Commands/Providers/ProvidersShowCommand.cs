using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Connections;
using Weir.Invocation;
using Weir.Terminal;

namespace Weir.Commands.Providers;

internal sealed class ProvidersShowCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "A provider of the catalogue, or a connection." };

    public ProvidersShowCommand(CliContext context, GlobalOptions options)
        : base(context, options, "show", "Show one provider and its connections.")
    {
        Add(_name);
        Examples = ["weir providers show openai", "weir providers show my-openai --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var detail = await admin.GetProviderAsync(run.Value(_name), cancellationToken);
        return run.Show(detail, AdminJson.Default.ProviderDetail, terminal => Write(terminal, detail));
    }

    private static void Write(ITerminal terminal, ProviderDetail detail)
    {
        var provider = detail.Provider;
        terminal.Line($"{provider.Name} ({provider.Id})");
        var facts = new TableView("", "")
            .Add("dialect", provider.Dialect)
            .Add("variables", string.Join(", ", provider.Variables))
            .Add("sign-in", string.Join(", ", provider.AuthMethods.Select(method => $"{method.Method} ({method.Label})")))
            .Add("models", $"{provider.Models}")
            .Add("documentation", provider.Documentation)
            .Add("served", provider.Served ? "yes" : $"no: {provider.Reason}");
        terminal.Table(facts);
        if (detail.Connections.Count == 0 && detail.Connection is null)
        {
            return;
        }

        terminal.Line();
        var table = new TableView("CONNECTION", "FROM", "KEY", "KEY FROM", "BASE URL", "MODELS>", "STATE");
        foreach (var connection in detail.Connections)
        {
            table.Add(
                connection.Name,
                connection.Origin,
                connection.MaskedKey,
                connection.KeySource,
                connection.BaseUrl,
                $"{connection.Models}",
                connection.Served ? new Cell("served", Tone.Good) : new Cell(connection.Reason, Tone.Warning));
        }

        terminal.Table(table);
        if (detail.Connection is { } shown)
        {
            Write(terminal, shown);
        }
    }

    private static void Write(ITerminal terminal, ConnectionDetail connection)
    {
        if (connection.Settings.Count > 0)
        {
            terminal.Line();
            var settings = new TableView("SETTING", "VALUE", "STANDS IN");
            foreach (var setting in connection.Settings)
            {
                settings.Add(setting.Name, setting.Value, setting.Place ?? connection.Origin);
            }

            terminal.Table(settings);
        }

        var uses = connection.Uses;
        (string What, IReadOnlyList<string> Names)[] all = [("aliases", uses.Aliases), ("chains", uses.Chains), ("keys", uses.Keys), ("overrides", uses.Overrides), ("budgets", uses.Budgets)];
        if (all.Where(static use => use.Names.Count > 0).ToList() is { Count: > 0 } named)
        {
            terminal.Line();
            terminal.Line("Named by " + string.Join("; ", named.Select(static use => $"{use.What}: {string.Join(", ", use.Names)}")));
        }
    }
}
