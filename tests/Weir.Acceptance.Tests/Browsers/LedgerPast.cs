using Microsoft.Data.Sqlite;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>Gives a ledger a past: what it holds is written again for earlier days, as requests from before the sums were kept. The gateway adds them up by itself.</summary>
internal static class LedgerPast
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string Prefix = "req_";

    private static readonly long Day = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    /// <summary>Writes it. The gateway must not run.</summary>
    /// <param name="home">Whose ledger.</param>
    /// <param name="days">How many days back.</param>
    /// <param name="keeps">Which of the requests there are, by their number, happened some days ago too.</param>
    /// <returns>How many requests it wrote.</returns>
    public static int Write(WeirHome home, int days, Func<int, int, bool> keeps)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(home.DataFolder, "weir.db"), Pooling = false }.ToString());
        connection.Open();
        var ids = new List<(string Id, long Time)>();
        using (var ask = connection.CreateCommand())
        {
            ask.CommandText = "SELECT id, time FROM requests ORDER BY id";
            using var reader = ask.ExecuteReader();
            while (reader.Read())
            {
                ids.Add((reader.GetString(0), reader.GetInt64(1)));
            }
        }

        using var transaction = connection.BeginTransaction();
        using var copy = connection.CreateCommand();
        copy.Transaction = transaction;
        copy.CommandText = $"""
            CREATE TEMP TABLE again AS SELECT * FROM requests WHERE id = $id;
            UPDATE again SET id = $new, time = $time;
            INSERT INTO requests SELECT * FROM again;
            DROP TABLE again;
            """;
        var (id, newId, time) = (copy.Parameters.Add("$id", SqliteType.Text), copy.Parameters.Add("$new", SqliteType.Text), copy.Parameters.Add("$time", SqliteType.Integer));
        var written = 0;
        for (var back = 1; back <= days; back++)
        {
            for (var i = 0; i < ids.Count; i++)
            {
                if (keeps(i, back))
                {
                    (id.Value, newId.Value, time.Value) = (ids[i].Id, Earlier(ids[i].Id, back * Day), ids[i].Time - (back * Day));
                    copy.ExecuteNonQuery();
                    written++;
                }
            }
        }

        using var mark = connection.CreateCommand();
        mark.Transaction = transaction;
        mark.CommandText = "UPDATE usage_progress SET pending_before = $first";
        mark.Parameters.AddWithValue("$first", ids[0].Id);
        Assert.Equal(1, mark.ExecuteNonQuery());
        transaction.Commit();
        return written;
    }

    /// <summary>The id that the request had got so much earlier: ids begin with the time.</summary>
    private static string Earlier(string id, long milliseconds)
    {
        var bits = UInt128.Zero;
        foreach (var digit in id.AsSpan(Prefix.Length))
        {
            bits = (bits << 5) | (uint)Alphabet.IndexOf(digit, StringComparison.Ordinal);
        }

        bits -= (UInt128)(ulong)milliseconds << 80;
        return Prefix + string.Create(id.Length - Prefix.Length, bits, static (text, left) =>
        {
            for (var i = text.Length - 1; i >= 0; i--)
            {
                text[i] = Alphabet[(int)(uint)(left & 31)];
                left >>= 5;
            }
        });
    }
}
