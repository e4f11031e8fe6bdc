using Weir.Storage;
using Weir.Storage.Folders;

namespace Weir.Metering.Ledger.Journal;

/// <summary>Says that one process owns the journal. The operating system drops it with the process, however that ends.</summary>
internal sealed class JournalLock : IDisposable
{
    private const string FileName = "lock";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly FileStream _file;

    private JournalLock(FileStream file)
    {
        _file = file;
    }

    /// <summary>Takes the lock; null when another process has it.</summary>
    /// <exception cref="StorageException">The lock's file can't be opened for another reason.</exception>
    public static JournalLock? TryTake(string folder)
    {
        try
        {
            return new JournalLock(PrivateFile.Open(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The ledger's journal in '{folder}' can't be locked: {e.Message}",
                "Make the data folder writable for the user that runs Weir.", e);
        }
    }

    /// <summary>Takes the lock, and waits a little where another has it: a command that folds what a killed gateway left is soon done.</summary>
    /// <exception cref="StorageException">Another process keeps it.</exception>
    public static async Task<JournalLock> TakeAsync(string folder, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (TryTake(folder) is { } taken)
            {
                return taken;
            }

            if (time.GetElapsedTime(start) >= patience)
            {
                throw new StorageException(
                    $"Another Weir runs on the data folder '{Path.GetDirectoryName(folder)}'.",
                    "Stop the other one, or name another data folder by --data or WEIR_DATA.");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public void Dispose() => _file.Dispose();
}
