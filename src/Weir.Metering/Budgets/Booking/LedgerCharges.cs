using System.Data.Common;
using Weir.Metering.Prices;

namespace Weir.Metering.Budgets.Booking;

/// <summary>What the ledger says that an attempt cost.</summary>
internal static class LedgerCharges
{
    private const string Attempt = "SELECT cost_nano, input, output, estimated FROM attempts WHERE request_id = @r AND number = @a";
    private const string Request = "SELECT cost_nano, input, output, estimated FROM requests WHERE id = @r";

    /// <summary>
    /// The charge, and whether the upstream told it: otherwise it is an estimate of what was billed. Nothing for an attempt that a finished request never came
    /// to; null when the ledger does not know the request.
    /// </summary>
    public static (Charge Charge, bool IsTold)? Find(DbConnection connection, DbTransaction? transaction, string requestId, int attempt)
    {
        if (Read(connection, transaction, Request, requestId, attempt) is not { } whole)
        {
            return null;
        }

        return attempt == 0 ? whole : Read(connection, transaction, Attempt, requestId, attempt) ?? (Charge.Nothing, true);
    }

    private static (Charge Charge, bool IsTold)? Read(DbConnection connection, DbTransaction? transaction, string sql, string requestId, int attempt)
    {
        using var command = new BookCommand(connection, sql, "@r", "@a") { Transaction = transaction };
        using var reader = command.With(requestId, attempt).Read();
        if (!reader.Read())
        {
            return null;
        }

        NanoDollars? cost = reader.IsDBNull(0) ? null : new NanoDollars(reader.GetInt64(0));
        return (Charge.Of(new() { Input = reader.GetInt64(1), Output = reader.GetInt64(2) }, cost), reader.GetInt64(3) == 0);
    }
}
