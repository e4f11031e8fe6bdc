using System.CommandLine;
using System.Globalization;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Budgets;
using Weir.Invocation;

namespace Weir.Commands.Budgets;

internal sealed class BudgetsSetCommand : CliCommand
{
    private readonly Argument<string> _on = new("ON") { Description = "gateway, key:NAME, user:NAME, team:NAME, connection:NAME or model:CONNECTION/MODEL." };
    private readonly (string Window, Option<string?> Amount)[] _amounts =
    [
        ("daily", Amount("--daily", "a day")),
        ("weekly", Amount("--weekly", "a week")),
        ("monthly", Amount("--monthly", "a month")),
        ("rolling", Amount("--rolling", "in any span of --minutes")),
        ("total", Amount("--total", "once and for all")),
    ];

    private readonly Option<bool> _tokens = new("--tokens") { Description = "The amount is tokens, input and output together, not US dollars." };
    private readonly Option<int?> _minutes = new("--minutes") { Description = "Length of the rolling window.", HelpName = "N" };
    private readonly Option<bool> _soft = new("--soft") { Description = "Only count and warn; refuse nothing." };
    private readonly Option<decimal> _alert = new("--alert") { Description = "Share from which to warn, 0 to 1.", HelpName = "SHARE", DefaultValueFactory = static _ => 0.8m };
    private readonly Option<string?> _timezone = new("--timezone") { Description = "Time zone in which days, weeks and months begin; UTC when left out.", HelpName = "ZONE" };
    private readonly Option<int> _day = new("--reset-day") { Description = "Day on which months begin, 1 to 31.", HelpName = "DAY", DefaultValueFactory = static _ => 1 };

    public BudgetsSetCommand(CliContext context, GlobalOptions options)
        : base(context, options, "set", "Set a budget, or change it; what was spent stays spent.")
    {
        Add(_on);
        foreach (var (_, option) in _amounts)
        {
            Add(option);
        }

        foreach (var option in (Option[])[_tokens, _minutes, _soft, _alert, _timezone, _day])
        {
            Add(option);
        }

        Examples = ["weir budgets set key:ci --monthly 20", "weir budgets set user:ada --rolling 2000000 --tokens --minutes 300", "weir budgets set gateway --daily 5 --soft --timezone Europe/Berlin"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var named = _amounts.Where(amount => run.Value(amount.Amount) is not null).ToList();
        if (named is not [var (window, option)])
        {
            throw new CliException(ExitCodes.WrongUsage, "A budget has one amount.", "Name one of --daily, --weekly, --monthly, --rolling and --total.");
        }

        var amount = decimal.TryParse(run.Value(option), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CliException(ExitCodes.WrongUsage, $"\"{run.Value(option)}\" is no amount.", "Write it as 20 or 0.5.");
        var isTokens = run.Value(_tokens);
        var order = new BudgetOrder
        {
            On = run.Value(_on),
            Window = window,
            Usd = isTokens ? null : amount,
            Tokens = isTokens ? Whole(amount) : null,
            RollingMinutes = run.Value(_minutes),
            Hard = !run.Value(_soft),
            Alert = run.Value(_alert),
            Timezone = run.Value(_timezone),
            ResetDay = run.Value(_day),
        };
        var admin = await run.AdminAsync(cancellationToken);
        var budget = await admin.SetBudgetAsync(order, cancellationToken);
        return run.Show(budget, AdminJson.Default.BudgetEntry, terminal =>
        {
            terminal.Line($"{budget.Id}: {BudgetWords.Amount(budget.Unit, budget.Limit)}, {BudgetWords.Amount(budget.Unit, budget.Spent)} spent.");
            terminal.Note("Take it away: weir budgets remove " + budget.Id);
        });
    }

    private static long Whole(decimal amount) => amount == decimal.Truncate(amount) && amount <= long.MaxValue
        ? (long)amount
        : throw new CliException(ExitCodes.WrongUsage, "Tokens are whole.", "Name a whole number.");

    private static Option<string?> Amount(string name, string span) => new(name) { Description = $"US dollars {span}.", HelpName = "AMOUNT" };
}
