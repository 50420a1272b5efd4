#pragma once

/// Makes the allocator give freed memory back to the system at once.
void cmemory_return_freed(void);
