using System.Data.Common;
using Dapper;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Alerts;

/// <summary>The alerts, their marks and their deliveries. Safe for concurrent use, also by several processes.</summary>
public sealed class AlertTable
{
    private const string Columns =
        "a.id AS Id, a.kind AS Kind, a.subject AS Subject, a.message AS Message, a.facts AS Facts, a.raised_at AS RaisedAt, a.acknowledged_at AS AcknowledgedAt, a.acknowledged_by AS AcknowledgedBy";

    private readonly Database _database;
    private readonly TimeProvider _time;

    internal AlertTable(Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
    }

    /// <summary>Keeps an alert and a delivery for each channel, all or nothing.</summary>
    /// <returns>The alert; null when its mark was set already, by whichever process.</returns>
    /// <exception cref="StorageException">The database can't be used: nothing is kept.</exception>
    public async Task<Alert?> RaiseAsync(NewAlert wanted, IEnumerable<string> channels, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var now = _time.GetUtcNow();
        var alert = new Alert { Id = "alert_" + Guid.CreateVersion7(now).ToString("n"), Kind = wanted.Kind, Subject = wanted.Subject, Message = wanted.Message, Facts = wanted.Facts, RaisedAt = now };
        await using var connection = await _database.OpenAsync(cancellationToken);
        try
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            var marked = await ExecuteAsync(
                "INSERT INTO alert_marks (mark, until) VALUES (@Mark, @Until) ON CONFLICT (mark) DO UPDATE SET until = excluded.until WHERE alert_marks.until <= @Now",
                new { wanted.Mark, Until = wanted.Until.ToUnixTimeMilliseconds(), Now = now.ToUnixTimeMilliseconds() });
            if (marked == 0)
            {
                return null;
            }

            // What may be told again needs no mark: those of windows that are over go.
            await ExecuteAsync("DELETE FROM alert_marks WHERE until <= @Now AND mark <> @Mark", new { wanted.Mark, Now = now.ToUnixTimeMilliseconds() });
            await ExecuteAsync(
                "INSERT INTO alerts (id, kind, subject, message, facts, raised_at) VALUES (@Id, @Kind, @Subject, @Message, @Facts, @RaisedAt)",
                new { alert.Id, alert.Kind, alert.Subject, alert.Message, alert.Facts, RaisedAt = now.ToUnixTimeMilliseconds() });
            foreach (var channel in channels)
            {
                await ExecuteAsync(
                    "INSERT INTO alert_deliveries (id, alert_id, channel, state, tries, next_at) VALUES (@Id, @AlertId, @channel, 'waiting', 0, @NextAt)",
                    new { Id = "msg_" + Guid.CreateVersion7(now).ToString("n"), AlertId = alert.Id, channel, NextAt = now.ToUnixTimeMilliseconds() });
            }

            await transaction.CommitAsync(cancellationToken);
            return alert;

            Task<int> ExecuteAsync(string sql, object parameters) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
        }
        catch (DbException exception)
        {
            throw _database.Explain(exception);
        }
    }

    /// <summary>Alerts, the newest first.</summary>
    /// <param name="open">Only those that nobody acknowledged.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<IReadOnlyList<Alert>> ListAsync(bool open, int limit, CancellationToken cancellationToken)
    {
        var sql = $"SELECT {Columns} FROM alerts a {(open ? "WHERE a.acknowledged_at IS NULL " : "")}ORDER BY a.raised_at DESC, a.id DESC LIMIT @limit";
        return [.. (await ReadAsync<Row>(sql, new { limit }, cancellationToken)).Select(static row => row.ToAlert())];
    }

    /// <summary>The alert; null when there is none.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<Alert?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await ReadAsync<Row>($"SELECT {Columns} FROM alerts a WHERE a.id = @id", new { id }, cancellationToken)).SingleOrDefault()?.ToAlert();

    /// <summary>Notes that somebody knows of it; who was first stays.</summary>
    /// <returns>False when somebody did before, or there is none.</returns>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<bool> AcknowledgeAsync(string id, string by, CancellationToken cancellationToken) => await ChangeAsync(
        "UPDATE alerts SET acknowledged_at = @Now, acknowledged_by = @by WHERE id = @id AND acknowledged_at IS NULL",
        new { id, by, Now = _time.GetUtcNow().ToUnixTimeMilliseconds() },
        cancellationToken) > 0;

    /// <summary>Takes deliveries that are due. Until the lease ends nobody else takes them; a process that dies leaves them to the next.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="lease">For how long.</param>
    /// <param name="except">Channels whose deliveries are left for later.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<IReadOnlyList<AlertDelivery>> TakeAsync(int most, TimeSpan lease, IReadOnlyCollection<string> except, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await using var connection = await _database.OpenAsync(cancellationToken);
        var taken = new List<AlertDelivery>();
        try
        {
            var due = await connection.QueryAsync<DueRow>(new CommandDefinition(
                $"""
                SELECT d.id AS DeliveryId, d.channel AS Channel, d.tries AS Tries, d.next_at AS NextAt, {Columns}
                FROM alert_deliveries d JOIN alerts a ON a.id = d.alert_id WHERE d.state = 'waiting' AND d.next_at <= @Now AND d.channel NOT IN @except
                ORDER BY d.next_at LIMIT @most
                """,
                new { Now = now.ToUnixTimeMilliseconds(), most, except },
                cancellationToken: cancellationToken));
            foreach (var row in due.ToList())
            {
                var mine = await connection.ExecuteAsync(new CommandDefinition(
                    "UPDATE alert_deliveries SET next_at = @Lease, tries = tries + 1 WHERE id = @Id AND state = 'waiting' AND next_at = @NextAt",
                    new { Lease = (now + lease).ToUnixTimeMilliseconds(), Id = row.DeliveryId, row.NextAt },
                    cancellationToken: cancellationToken));
                if (mine > 0)
                {
                    taken.Add(new AlertDelivery(row.DeliveryId, row.Channel, (int)row.Tries + 1, row.ToAlert()));
                }
            }
        }
        catch (DbException) when (taken.Count > 0)
        {
            // Those that are taken would otherwise wait for the end of their lease; the next call meets the failure again.
        }
        catch (DbException exception)
        {
            throw _database.Explain(exception);
        }

        return taken;
    }

    /// <summary>Notes that a delivery came there.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public Task NoteSentAsync(string delivery, CancellationToken cancellationToken) =>
        ChangeAsync("UPDATE alert_deliveries SET state = 'sent', problem = NULL WHERE id = @delivery", new { delivery }, cancellationToken);

    /// <summary>Notes that a try failed.</summary>
    /// <param name="delivery">Which.</param>
    /// <param name="problem">Why, without a secret.</param>
    /// <param name="next">When to try again; null = never.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public Task NoteFailedAsync(string delivery, string problem, DateTimeOffset? next, CancellationToken cancellationToken) => ChangeAsync(
        "UPDATE alert_deliveries SET state = @State, next_at = @NextAt, problem = @problem WHERE id = @delivery",
        new { delivery, problem, State = next is null ? "given_up" : "waiting", NextAt = next?.ToUnixTimeMilliseconds() ?? 0 },
        cancellationToken);

    /// <summary>How the deliveries of alerts stand: alert, channel, state, tries, and why the last try failed.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<ILookup<string, DeliveryState>> DeliveriesAsync(IReadOnlyCollection<string> alerts, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync<StateRow>(
            "SELECT alert_id AS AlertId, channel AS Channel, state AS State, tries AS Tries, problem AS Problem FROM alert_deliveries WHERE alert_id IN @alerts ORDER BY channel",
            new { alerts },
            cancellationToken);
        return rows.ToLookup(static row => row.AlertId, static row => new DeliveryState(row.Channel, row.State, (int)row.Tries, row.Problem));
    }

    private async Task<IEnumerable<T>> ReadAsync<T>(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        try
        {
            return await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        }
        catch (DbException exception)
        {
            throw _database.Explain(exception);
        }
    }

    private async Task<int> ChangeAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        try
        {
            return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        }
        catch (DbException exception)
        {
            throw _database.Explain(exception);
        }
    }

    private class Row
    {
        public string Id { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Subject { get; init; } = "";

        public string Message { get; init; } = "";

        public string Facts { get; init; } = "";

        public long RaisedAt { get; init; }

        public long? AcknowledgedAt { get; init; }

        public string? AcknowledgedBy { get; init; }

        public Alert ToAlert() => new()
        {
            Id = Id,
            Kind = Kind,
            Subject = Subject,
            Message = Message,
            Facts = Facts,
            RaisedAt = DateTimeOffset.FromUnixTimeMilliseconds(RaisedAt),
            AcknowledgedAt = AcknowledgedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            AcknowledgedBy = AcknowledgedBy,
        };
    }

    private sealed class DueRow : Row
    {
        public string DeliveryId { get; init; } = "";

        public string Channel { get; init; } = "";

        public long Tries { get; init; }

        public long NextAt { get; init; }
    }

    private sealed class StateRow
    {
        public string AlertId { get; init; } = "";

        public string Channel { get; init; } = "";

        public string State { get; init; } = "";

        public long Tries { get; init; }

        public string? Problem { get; init; }
    }
}
