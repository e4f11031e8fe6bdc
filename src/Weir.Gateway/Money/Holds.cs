using System.Globalization;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Alerts;
using Weir.Gateway.Pipeline;
using Weir.Metering.Budgets;
using Weir.Metering.Ledger;
using Weir.Metering.Prices;
using Weir.Routing.Configuration;
using Weir.Routing.Targets;
using Weir.Storage;

namespace Weir.Gateway.Money;

/// <summary>Holds the worst case of each attempt on its budgets before the upstream is asked, and settles it by the ledger's record.</summary>
internal sealed class Holds(BudgetBook book, TargetTariffs tariffs, Runs runs, Debts debts, AlertDesk alerts)
{
    /// <summary>The client's own most for the request, all of its attempts together, in US dollars.</summary>
    public const string MaxCostHeader = "x-weir-max-cost";

    /// <summary>How long an attempt waits for what others hold: most of them use less.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Holds what an attempt may cost. Returns why it must not be sent; null when it may.</summary>
    public async ValueTask<WeirError?> HoldAsync(RequestContext context, Attempt attempt, CancellationToken cancellationToken)
    {
        if (CostsNothing(context))
        {
            return null;
        }

        try
        {
            return await HoldAsync(context, attempt, SubjectsOf(context, attempt.Target), cancellationToken);
        }
        catch (StorageException exception)
        {
            return NotKept(exception);
        }
    }

    private async ValueTask<WeirError?> HoldAsync(RequestContext context, Attempt attempt, RequestSubjects subjects, CancellationToken cancellationToken)
    {
        var target = attempt.Target;
        var budgets = book.Budgets.For(subjects);
        var maxCost = context.Header(MaxCostHeader);
        var cap = await runs.FindAsync(context, subjects, cancellationToken);
        if (budgets.Count == 0 && maxCost is null && cap is null)
        {
            return null;
        }

        if (SizeOf(context) is { } problem)
        {
            return problem;
        }

        var size = context.Size!;
        var tariff = tariffs.Of(target, context.Time, context.Snapshot.Config);
        if (size.DearService is { } service && tariff is Tariff.PerToken && target.Model?.Mode is null && (maxCost is not null || budgets.Any(static budget => budget is { IsHard: true, Unit: BudgetUnit.Usd })))
        {
            return TooDearService(service);
        }

        var allowance = Allowance.Of(context, size, target, attempt.Wire);
        var body = context.Body is { } bytes ? bytes.Span : default;
        var worst = WorstCase.Of(allowance.Shape with { Units = Pieces.Most(context.Operation, body, allowance.Shape.Choices, tariff) }, tariff);
        var output = allowance.Output;
        if (maxCost is not null && TooDear(context, attempt, worst.At(output), maxCost) is { } tooDear)
        {
            return tooDear;
        }

        if (cap is var (tally, hard) && hard < long.MaxValue)
        {
            if (tally.TryHold(hard, context.EstimatedInput, allowance.Shape.Choices, ref output, out var runHold) is { } over)
            {
                return over;
            }

            attempt.RunHold = runHold;
        }

        var isHard = budgets.Any(static budget => budget.IsHard);
        var canSet = OutputLimits.CanSet(context.Operation);
        if (budgets.Count > 0)
        {
            var (held, refusal) = await ReserveAsync(context, attempt, subjects, worst, output, canSet ? (allowance with { Output = output }).LeastOf(size, budgets) : null, cancellationToken);
            if (refusal is not null)
            {
                LetGoOfRun(context, attempt);
                return refusal;
            }

            attempt.Hold = held;
            output = held!.Output;
        }

        if (canSet && (output < allowance.Output || (isHard && !allowance.IsNamed) || (size.Limit is not null && attempt.Wire is { } wire && !OutputLimits.IsHeeded(context.Operation, wire, size.LimitMembers))))
        {
            attempt.OutputLimit = output;
        }

        return null;
    }

    /// <summary>
    /// Gives back what is held for an attempt that failed before its answer began, so that the next one finds it. What the upstream may bill stays held: the
    /// request's end decides.
    /// </summary>
    public void LetGo(RequestContext context, Attempt attempt)
    {
        if (attempt is { Error: not (ErrorKind.Unknown or ErrorKind.Cancelled), Status: 0 or >= 400, Tap.Seen: false, MayBeBilled: false })
        {
            context.TakeBack(attempt.Promised);
            attempt.Promised = 0;
            LetGoOfRun(context, attempt);
            if (attempt.Hold is { } hold)
            {
                book.Release(hold);
            }
        }
    }

    /// <summary>Replaces the holds of a request by what the ledger has of it. Call it when the ledger has its record.</summary>
    public void Settle(RequestContext context, UsageRecord record)
    {
        Runs.Note(context, record);
        for (var i = 0; i < context.Attempts.Count; i++)
        {
            var attempt = context.Attempts[i];
            var charge = ChargeOf(context, attempt.Target, record.Attempts[i]);
            if (attempt.GoesOn)
            {
                // It is settled by the row that books it.
                continue;
            }

            if (attempt.Hold is { } hold)
            {
                Settle(context, attempt, hold, charge);
            }
            else if (!CostsNothing(context) && record.Attempts[i].Usage.Total > 0)
            {
                _ = debts.BookAsync(context.Id, i + 1, context.Time, SubjectsOf(context, attempt.Target), charge);
            }
        }
    }

    /// <summary>
    /// What the upstream told counts. What it may bill without having told counts at its worst case, or where the owner said so as the ledger's estimate. An
    /// answer that is whole stays no riddle for anybody: an upstream that tells no usage would leave a row for each.
    /// </summary>
    private void Settle(RequestContext context, Attempt attempt, Reservation hold, in Charge charge)
    {
        if (attempt.HasToldUsage || !attempt.MayBeBilled || CostsNothing(context) || context.Snapshot.Config.UnreportedUsage == UnreportedUsage.Estimate)
        {
            book.Settle(hold, charge);
        }
        else if (attempt.Error == ErrorKind.Unknown)
        {
            book.Settle(hold, hold.Worst);
        }
        else
        {
            book.Doubt(hold);
        }
    }

    /// <summary>Ends the holds of a request that has no record: nobody knows what it cost, so all of it counts.</summary>
    public void GiveUp(RequestContext context)
    {
        foreach (var attempt in context.Attempts)
        {
            context.Run?.Settle(attempt.RunHold, attempt.RunHold);
            attempt.RunHold = 0;
            if (attempt.Hold is { } hold)
            {
                book.Settle(hold, hold.Worst);
            }
        }
    }

    /// <summary>Whose budgets an attempt is on.</summary>
    public static RequestSubjects SubjectsOf(RequestContext context, Target? target) => new()
    {
        Key = context.Key.Name,
        User = context.Key.User,
        Team = context.Key.Team,
        Connection = target?.Connection.Name,
        Model = target is null or { ModelId: "-" } ? null : target.Name,
    };

    /// <summary>Measures the body, once. Returns what is wrong with its limits.</summary>
    private static WeirError? SizeOf(RequestContext context)
    {
        if (context.Size is null)
        {
            (context.Size, var problem) = context.Body is not { } body ? (RequestSize.Empty, null)
                : context.Operation.Shape == BodyShape.Form ? (new RequestSize { TextBytes = body.Span.Length, HasAudio = true }, null)
                : SizeScanner.Scan(body.Span, context.Operation, context.PassThroughPath);
            context.SizeProblem = problem;
        }

        return context.SizeProblem;
    }

    /// <summary>What no provider bills: counting tokens, lists, deletions and cancellations, and files; a batch is booked by itself.</summary>
    private static bool CostsNothing(RequestContext context) => context.Operation.Kind == OperationKind.CountTokens || !context.Operation.HasUsage || IsLook(context);

    /// <summary>True for a call that begins nothing: a usage in its answer is that of an earlier call.</summary>
    public static bool IsLook(RequestContext context) => context.Operation.Kind == OperationKind.PassThrough
        && (!IsOrder(context.Http.Request.Method) || context.PassThroughPath?.EndsWith("/cancel", StringComparison.Ordinal) == true);

    private static bool IsOrder(string method) => HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method);

    private async ValueTask<(Reservation? Hold, WeirError? Refusal)> ReserveAsync(
        RequestContext context, Attempt attempt, RequestSubjects subjects, WorstCase worst, long output, long? leastOutput, CancellationToken cancellationToken)
    {
        var request = new ReserveRequest
        {
            RequestId = attempt.Background?.RowId ?? context.Id,
            Attempt = attempt.Background is null ? context.Attempts.IndexOf(attempt) + 1 : 1,
            At = context.Time,
            Subjects = subjects,
            Worst = worst,
            Output = output,
            LeastOutput = leastOutput,
            Patience = Patience,
        };
        var outcome = await book.ReserveAsync(request, cancellationToken);
        if (outcome.IsReserved)
        {
            return (outcome.Reservation, null);
        }

        if (AlertFacts.Refused(outcome.Refusal, context.Time) is { } alert)
        {
            alerts.Raise(alert);
        }

        return (null, new WeirError(ErrorKind.BudgetExceeded, outcome.Refusal.Message, outcome.Refusal.Action) { RetryAfter = RetryAfter(context, outcome.Refusal) });
    }

    private static void LetGoOfRun(RequestContext context, Attempt attempt)
    {
        context.Run?.Settle(attempt.RunHold, 0);
        attempt.RunHold = 0;
    }

    /// <summary>Without books nothing is sent.</summary>
    public static WeirError NotKept(StorageException exception) =>
        new(ErrorKind.Overloaded, $"The budgets can't be kept now, so nothing is sent: {exception.Message}", exception.Action) { Status = StatusCodes.Status503ServiceUnavailable };

    private static WeirError TooDearService(string service) => new(
        ErrorKind.InvalidRequest,
        $"{service} is billed above the model's list price, so a hard budget in money, or {MaxCostHeader}, can't be kept.",
        "Leave it out, or ask for a model that has this mode and its price of its own (`weir models list`).");

    private static TimeSpan? RetryAfter(RequestContext context, BudgetRefusal refusal) => refusal switch
    {
        { Reason: RefusalReason.Unpriced } => null,
        { IsHeldByOthers: true } => TimeSpan.FromSeconds(1),
        { State.ResetsAt: { } at } when at > context.Time => at - context.Time,
        _ => null,
    };

    /// <summary>Why the client's own most forbids the attempt: what was sent before it, and may have been billed, counts too.</summary>
    private static WeirError? TooDear(RequestContext context, Attempt attempt, Charge worst, string header)
    {
        var target = attempt.Target;
        if (!decimal.TryParse(header, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usd) || usd > 1_000_000_000)
        {
            return new WeirError(ErrorKind.InvalidRequest, $"{MaxCostHeader} is no amount in US dollars.", $"Write it as {MaxCostHeader}: 0.05.") { Param = MaxCostHeader };
        }

        if (worst.Usd is not { } cost)
        {
            return new WeirError(ErrorKind.BudgetExceeded, $"Nobody knows what {target.Name} costs, so {MaxCostHeader} can't be kept.", "Give the model a price or name a ceiling price in weir.yaml, or choose a model with a price.");
        }

        if (context.TryPromise(cost.Value, NanoDollars.FromUsd(usd).Value))
        {
            attempt.Promised = cost.Value;
            return null;
        }

        var before = context.Promised is > 0 and var promised ? $", after attempts that may have cost ${new NanoDollars(promised)}" : "";
        return new WeirError(ErrorKind.BudgetExceeded, $"This request may cost ${cost} on {target.Name}{before}; {MaxCostHeader} allows ${usd.ToString(CultureInfo.InvariantCulture)}.", "Lower max_tokens, choose a cheaper model, or allow more.");
    }

    /// <summary>The ledger's cost. Without a price it costs nothing where nobody bills, what the ceiling says where there is one, and what was held elsewhere.</summary>
    private Charge ChargeOf(RequestContext context, Target target, AttemptRecord record) => Charge.Of(
        record.Usage,
        record.Cost ?? tariffs.Of(target, context.Time, context.Snapshot.Config) switch
        {
            Tariff.PerToken { Price: var ceiling } => ceiling.Cost(record.Usage),
            Tariff.Unknown when record.Usage.Total > 0 => null,
            _ => NanoDollars.Zero,
        });
}
