namespace Weir.Commands.Doctor;

/// <summary>The database opens, and which engine opens it.</summary>
internal sealed class DatabaseCheck : IDoctorCheck
{
    public string Name => "database";

    public async Task<IReadOnlyList<Finding>> LookAsync(DoctorVisit visit, CancellationToken cancellationToken)
    {
        var admin = await visit.Admin(cancellationToken);
        var status = await admin.StatusAsync(cancellationToken);

        // A query, not only an opened file: it needs the tables.
        await admin.ListKeysAsync(cancellationToken);
        return [new(Name, FindingResult.Ok, $"The database opens, by {status.SqliteEngine}.")];
    }
}
