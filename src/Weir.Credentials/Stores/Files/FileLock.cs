using Weir.Storage.Folders;

namespace Weir.Credentials.Stores.Files;

/// <summary>
/// One writer at a time, among all processes that use the data folder. The system frees the lock of a killed process, so the file stays
/// where it is and its presence means nothing.
/// </summary>
internal sealed class FileLock(string path, TimeProvider time)
{
    /// <summary>How long a writer waits for another one. A write takes milliseconds, a rotation of a thousand secrets less than a second.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    // Spares writers of this process the polling among themselves.
    private readonly Gate _gate = new();

    /// <exception cref="CredentialException">Another process held the lock for all of <see cref="Limit"/>, or the file can't be opened.</exception>
    public async ValueTask<IDisposable> AcquireAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        if (!await _gate.TryEnterAsync(Limit, cancellationToken))
        {
            throw Busy(null);
        }

        try
        {
            while (true)
            {
                try
                {
                    return new Held(PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.None), _gate);
                }
                catch (IOException e) when (e is not DirectoryNotFoundException)
                {
                    if (time.GetElapsedTime(start) > Limit)
                    {
                        throw Busy(e);
                    }
                }

                await Task.Delay(Pause, time, cancellationToken);
            }
        }
        catch (Exception e)
        {
            _gate.Leave();
            throw e is UnauthorizedAccessException or DirectoryNotFoundException ? FileFailures.Explain(path, e) : e;
        }
    }

    private CredentialException Busy(Exception? inner) => new(
        CredentialFailure.Unavailable,
        $"Another process has held '{path}' for more than {Limit.TotalSeconds:0} seconds.",
        "See whether another Weir hangs with this data folder, and end it.",
        inner);

    private sealed class Held(FileStream file, Gate gate) : IDisposable
    {
        private int _released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
            {
                file.Dispose();
                gate.Leave();
            }
        }
    }
}
