using System.Runtime.CompilerServices;
using System.Text.Json;
using Weir.Gateway.Admin.Audit;

namespace Weir.Gateway.Admin.Exports;

/// <summary>The audit log as JSON, one object a line, with all that the hashes are made of.</summary>
public static class AuditLines
{
    private const int Page = 1000;

    /// <summary>The admin API's shapes, each on one line.</summary>
    private static readonly AdminJson Lines = new(new JsonSerializerOptions(AdminJson.Default.Options) { WriteIndented = false });

    /// <summary>The rows that the question lets pass, the oldest first, read page by page.</summary>
    public static async IAsyncEnumerable<string> ReadAsync(IAuditAdmin admin, AuditQuestion question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(admin);
        ArgumentNullException.ThrowIfNull(question);
        for (var last = question.After ?? 0; ;)
        {
            var rows = await admin.AuditAsync(question with { After = last }, Page, cancellationToken);
            foreach (var row in rows)
            {
                yield return JsonSerializer.Serialize(row, Lines.AuditEntry);
            }

            if (rows.Count < Page)
            {
                yield break;
            }

            last = rows[^1].Number;
        }
    }
}
