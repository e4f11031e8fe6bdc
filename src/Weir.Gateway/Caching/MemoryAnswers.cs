namespace Weir.Gateway.Caching;

/// <summary>Kept answers by digest. Never takes more than it is told to: the one that was not asked for the longest goes first. Safe for concurrent calls.</summary>
internal sealed class MemoryAnswers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);

    /// <summary>The one asked for last is first.</summary>
    private readonly LinkedList<Entry> _byUse = [];

    private long _bytes;

    /// <summary>What all entries take.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    public CachedAnswer? Find(string digest)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(digest, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Answer;
        }
    }

    /// <summary>Keeps the answer in the place of an older one, and lets others go until all fit into <paramref name="most"/> bytes. One that can't fit is not kept.</summary>
    public void Keep(string digest, CachedAnswer answer, long most)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(digest, out var older))
            {
                Remove(older);
            }

            if (answer.Size > most)
            {
                return;
            }

            ShrinkTo(most - answer.Size);
            _entries[digest] = _byUse.AddFirst(new Entry(digest, answer));
            _bytes += answer.Size;
        }
    }

    /// <summary>Lets answers go that were given first before <paramref name="oldest"/>, and others until the rest fits into <paramref name="most"/> bytes.</summary>
    public void Sweep(DateTimeOffset oldest, long most)
    {
        lock (_lock)
        {
            for (var node = _byUse.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.Answer.StoredAt <= oldest)
                {
                    Remove(node);
                }

                node = next;
            }

            ShrinkTo(most);
        }
    }

    private void ShrinkTo(long most)
    {
        while (_bytes > most && _byUse.Last is { } last)
        {
            Remove(last);
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Digest);
        _bytes -= node.Value.Answer.Size;
    }

    private readonly record struct Entry(string Digest, CachedAnswer Answer);
}
