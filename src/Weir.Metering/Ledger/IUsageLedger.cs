namespace Weir.Metering.Ledger;

/// <summary>The crash-safe book of requests.</summary>
public interface IUsageLedger
{
    /// <summary>
    /// Hands the record to the operating system before it returns, so that it survives the death of this process. Never blocks on a disk
    /// flush or on the database; safe for concurrent calls.
    /// </summary>
    /// <exception cref="Storage.StorageException">The record could not be written: the disk is full or the data folder is gone.</exception>
    void Append(UsageRecord record);
}
