using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Metering.Budgets;
using Weir.Metering.Ledger;
using Weir.Routing.Configuration;

namespace Weir.Gateway.Realtime;

/// <summary>
/// Books one session: a ledger row for each response, written before its event goes on. The first row has the session's own id. Used by one relay at a time.
/// </summary>
internal sealed class RealtimeBooks(RequestContext session, Settlement settlement, BudgetBook book, RealtimeHold hold, RequestIds ids, TimeProvider time)
{
    private RequestContext? _open;
    private volatile TaskCompletionSource? _underWay;

    /// <summary>The id of the next response's row.</summary>
    public string NextId { get; private set; } = session.Id;

    /// <summary>Over as soon as no response is under way.</summary>
    public Task WhenIdle => _underWay?.Task ?? Task.CompletedTask;

    /// <summary>A response begins: its row's time counts from here.</summary>
    public void Begin()
    {
        _underWay ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _open ??= NewRow();
    }

    /// <summary>A response is done: books what it used.</summary>
    public void Book(RealtimeBill bill)
    {
        using var row = _open ?? NewRow();
        _open = null;
        var attempt = row.Current!;
        if (bill.Usage is { } usage)
        {
            attempt.Tap.Replace(usage);
            attempt.HasWholeBill = true;

            // The rows have no lease: the session's goes on.
            session.Lease?.Add(usage.Total);
        }

        if (bill.Failed)
        {
            // A rate limit shows like this: no usage, and nothing that could be billed.
            attempt.IsRefused = bill is { Usage: null, IsEmpty: true };
            attempt.Fail(ErrorKind.UnexpectedResponse, "The upstream says that the response failed.");
        }

        var held = hold.Take(bill);
        attempt.Hold = held.Count > 0 ? held[0] : null;
        try
        {
            settlement.Settle(row);
            EndMore(held, book.Release);
        }
        catch
        {
            EndMore(held, book.Doubt);
            throw;
        }
        finally
        {
            _underWay?.TrySetResult();
            _underWay = null;
        }
    }

    /// <summary>The session is over. A response that was under way, or asked for, has no bill: its row says so, and what is held for it counts as any answer that broke off.</summary>
    public void End(ErrorKind kind, string detail)
    {
        if (hold.IsAsked)
        {
            Begin();
        }

        if (_open is { } row)
        {
            using (row)
            {
                _open = null;
                var held = hold.Take(bill: null);
                row.Current!.Fail(kind, detail);
                row.Current.Hold = held.Count > 0 ? held[0] : null;
                settlement.Settle(row, new WeirError(kind, detail, ""));
                EndMore(held, session.Snapshot.Config.UnreportedUsage == UnreportedUsage.Estimate ? book.Release : book.Doubt);
            }
        }

        _underWay?.TrySetResult();
    }

    // The row's attempt has the first of the holds alone.
    private static void EndMore(IReadOnlyList<Reservation> held, Action<Reservation> end)
    {
        foreach (var more in held.Skip(1))
        {
            end(more);
        }
    }

    private RequestContext NewRow()
    {
        var row = new RequestContext(session.Http, session.Operation, session.Key, session.Snapshot, NextId, time.GetUtcNow())
        {
            ModelAsked = session.ModelAsked,
            Stream = true,
        };
        NextId = ids.Next();
        var target = session.Current!;
        row.Attempts.Add(new Attempt(target.Target, target.Wire, Stopwatch.GetTimestamp()) { Status = StatusCodes.Status200OK });
        return row;
    }
}
