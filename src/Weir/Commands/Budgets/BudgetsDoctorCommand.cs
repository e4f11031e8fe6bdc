using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Budgets;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Budgets;

internal sealed class BudgetsDoctorCommand : CliCommand
{
    public BudgetsDoctorCommand(CliContext context, GlobalOptions options)
        : base(context, options, "doctor", "Show what is held for which request and for how long, and check the books.") =>
        Examples = ["weir budgets doctor", "weir budgets doctor --json"];

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var checkup = await admin.CheckBudgetsAsync(cancellationToken);
        run.Show(checkup, AdminJson.Default.BudgetCheckup, terminal => Write(terminal, checkup));
        return checkup.Mismatches.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static Cell StateOf(HoldEntry hold) => hold switch
    {
        { Expired: true } => new Cell("expired", Tone.Warning),
        { Uncertain: true } => new Cell("uncertain", Tone.Warning),
        _ => new Cell("open", Tone.Plain),
    };

    private static void Write(ITerminal terminal, BudgetCheckup checkup)
    {
        var table = new TableView("REQUEST", "TRY>", "AGE", "STATE", "BUDGET", "AMOUNT>");
        foreach (var hold in checkup.Holds)
        {
            foreach (var share in hold.Shares)
            {
                table.Add(
                    hold.RequestId,
                    Amounts.Count(hold.Attempt),
                    Amounts.Span(TimeSpan.FromSeconds(hold.AgeSeconds)),
                    StateOf(hold),
                    share.Budget,
                    BudgetWords.Amount(share.Unit, share.Amount));
            }
        }

        if (checkup.Holds.Count > 0)
        {
            terminal.Table(table);
        }

        foreach (var row in checkup.Mismatches)
        {
            terminal.Line($"{row.Budget} from {Amounts.Moment(row.StartsAt)}: {Amounts.Count(row.Held)} held, but its holds come to {Amounts.Count(row.Holds)}.");
        }

        terminal.Line(checkup.Mismatches.Count > 0 ? "The books do not agree." : checkup.Holds.Count == 0 ? "Nothing is held, and the books agree." : "The books agree.");
        if (checkup.Holds.Any(static hold => hold.Expired))
        {
            terminal.Note("Expired: its process died before anybody knew what the request cost, so all that was held counts as spent.");
        }

        if (checkup.Holds.Any(static hold => hold.Uncertain))
        {
            terminal.Note("Uncertain: the provider may have billed it, but told no usage, so all that was held counts as spent.");
        }

        if (checkup.Holds.FirstOrDefault(static hold => hold.Expired || hold.Uncertain) is { } first)
        {
            terminal.Note($"When you know what one really cost: weir budgets settle {first.RequestId} --usd 0.01");
        }
    }
}
